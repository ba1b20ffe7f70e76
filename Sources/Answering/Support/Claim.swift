import Foundation

/// What a sentence says that can be looked up: words, numbers, addresses, code, names.
struct Claim: Sendable {
    /// The sentence without its list mark, bold marks and code.
    let words: String
    let quantities: [Quantity]
    /// Addresses of pages, files, settings and flags, which must stand in the source as they are.
    let literals: [String]
    let mailAddresses: [String]
    let code: [String]
    /// Words with a capital inside the sentence.
    let names: [String]

    init(_ sentence: String, language: String) {
        var text = sentence
        if text.hasPrefix("```") {
            code = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty && !$0.hasPrefix("```") }
            (words, quantities, literals, mailAddresses, names) = ("", [], [], [], [])
            return
        }
        text = Self.withoutListMark(text)
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        code = parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
        let spoken = parts.indices.filter { $0 % 2 == 0 }.map { parts[$0] }.joined(separator: " \u{2022} ")
        let (plain, addresses) = Self.withoutLinkTargets(spoken.replacing("**", with: ""))
        let tokens = plain.split(whereSeparator: \.isWhitespace).map { Self.trimmed($0) }
        mailAddresses = tokens.filter { $0.contains("@") }
        literals =
            addresses + tokens.filter { !$0.contains("@") && Literal.isOne($0) } + Literal.spoken(tokens)
        let held = Set(mailAddresses + literals)
        words = plain.split(whereSeparator: \.isWhitespace).filter { !held.contains(Self.trimmed($0)) }
            .joined(separator: " ")
        quantities = Quantity.all(in: words)
        names = Self.names(words, language: language)
    }

    /// The words without written numbers, which are looked up as numbers.
    var contentWords: String {
        words.split(separator: " ").filter { word in
            !PlainWords.of(String(word)).contains(where: Quantity.isWritten)
        }.joined(separator: " ")
    }

    /// Whether there is nothing but words.
    var holdsOnlyWords: Bool {
        quantities.isEmpty && literals.isEmpty && mailAddresses.isEmpty && code.isEmpty && names.isEmpty
    }

    private static func withoutListMark(_ text: String) -> String {
        if text.hasPrefix("- ") { return String(text.dropFirst(2)) }
        let digits = text.prefix(while: \.isASCIIDigit)
        let rest = text.dropFirst(digits.count)
        return !digits.isEmpty && rest.hasPrefix(". ") ? String(rest.dropFirst(2)) : text
    }

    /// `[words](address)`: links that are left lead to known articles and need no source.
    private static func withoutLinkTargets(_ text: String) -> (String, [String]) {
        var out = text
        while let middle = out.range(of: "]("), let close = out[middle.upperBound...].firstIndex(of: ")") {
            out.replaceSubrange(middle.lowerBound...close, with: " ")
        }
        return (out, [])
    }

    private static func trimmed(_ token: Substring) -> String {
        let start = token.drop { "([{\"'\u{201C}\u{201E}\u{AB}*<".contains($0) }
        return String(
            start.reversed().drop { ".,;:!?)]}\"'\u{201D}\u{BB}*>\u{2026}".contains($0) }.reversed())
    }

    /// In German every noun has a capital: only abbreviations and the like count there.
    private static func names(_ text: String, language: String) -> [String] {
        var names: [String] = []
        var begins = true
        for token in text.split(whereSeparator: \.isWhitespace) {
            let word = trimmed(token).prefix { $0 != "'" && $0 != "\u{2019}" }
            let capitals = word.count(where: \.isUppercase)
            let isName = capitals >= 2 || (language != "de" && word.first?.isUppercase == true)
            if isName, !begins || capitals >= 2, word.count > 1 || word.first != "I" {
                names.append(String(word))
            }
            if word.contains(where: { $0.isLetter || $0.isNumber }) { begins = false }
            if let end = token.last(where: { !"\"')\u{201D}".contains($0) }), ".!?:\u{2022}".contains(end) {
                begins = true
            }
        }
        return names
    }
}
