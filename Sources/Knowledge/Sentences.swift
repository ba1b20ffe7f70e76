/// Splits text into sentences, well enough for English, German, Spanish and French.
package enum Sentences {
    /// The sentences in order, trimmed, none empty. Code in back-ticks is never split.
    package static func split(_ text: String) -> [String] {
        let characters = Array(text)
        var sentences: [String] = []
        var start = 0
        var inCode = false
        var index = 0
        while index < characters.count {
            if characters[index] == "`" { inCode.toggle() }
            if !inCode, let end = sentenceEnd(characters, at: index, from: start) {
                append(characters[start..<end], to: &sentences)
                start = end
                index = end
            } else {
                index += 1
            }
        }
        append(characters[start...], to: &sentences)
        return sentences
    }

    private static func append(_ piece: ArraySlice<Character>, to sentences: inout [String]) {
        let sentence = String(piece).trimmed
        if !sentence.isEmpty { sentences.append(sentence) }
    }

    /// The index after the sentence that ends at `index`, closing quotes and brackets included; `nil` if
    /// none does.
    private static func sentenceEnd(_ characters: [Character], at index: Int, from start: Int) -> Int? {
        let character = characters[index]
        if character == "\n", index + 1 < characters.count, characters[index + 1] == "\n" { return index + 1 }
        guard ".!?…".contains(character) else { return nil }
        var end = index + 1
        while end < characters.count, "\"'”’»)]".contains(characters[end]) { end += 1 }
        // French sets a space before the closing quote.
        if end + 1 < characters.count, characters[end].isWhitespace, characters[end + 1] == "»" { end += 2 }
        guard end < characters.count, characters[end].isWhitespace else { return nil }
        guard let next = characters[end...].first(where: { !$0.isWhitespace }), !next.isLowercase else {
            return nil
        }
        guard character == "." else { return end }
        let word = lastWord(characters[start..<index])
        return isAbbreviation(word, next: next, isFirst: word.count == index - start) ? nil : end
    }

    private static func lastWord(_ characters: ArraySlice<Character>) -> String {
        let word = characters.reversed().prefix { !$0.isWhitespace && !"([{\"„“«".contains($0) }
        return String(word.reversed()).lowercased()
    }

    /// Whether a full stop after `word` belongs to the word.
    private static func isAbbreviation(_ word: String, next: Character, isFirst: Bool) -> Bool {
        if abbreviations.contains(word) { return true }
        // Initials and the halves of "z. B.", "d. h.", "p. ej.".
        if word.count == 1, word.first?.isLetter == true { return true }
        // "1. Open the page" at the start is a list number; "am 3. Mai" and "Nr. 5" are ordinals.
        let isShortNumber = word.count <= 2 && word.allSatisfy(\.isNumber) && !word.isEmpty
        return isShortNumber && (isFirst || next.isNumber)
    }

    private static let abbreviations: Set<String> = [
        "e.g", "i.e", "cf", "vs", "approx", "incl", "resp", "fig", "mr", "mrs", "ms", "dr", "prof", "st",
        "jr", "inc",
        "ltd", "co", "min", "max", "ver", "vol", "pp", "dept", "est", "z.b", "d.h", "u.a", "o.ä", "u.ä",
        "s.o", "s.u",
        "bzw", "ca", "ggf", "evtl", "inkl", "exkl", "vgl", "nr", "str", "tel", "zzgl", "abs", "p.ej", "ej",
        "sr",
        "sra", "srta", "ud", "uds", "núm", "pág", "aprox", "p.ex", "ex", "mme", "mlle", "env", "éd", "n.b",
    ]
}
