/// The words of one sentence of a visitor, and where it begins when greetings are left aside.
struct SentenceWords: Hashable, Sendable {
    static let sentencesMax = 100
    static let wordsMax = 200

    let words: [String]
    let start: Int

    /// The sentences of `text`; of a very long one the first.
    static func all(in text: String) -> [SentenceWords] {
        let sentences = joined(text).split { ".!?;\n".contains($0) }
        return sentences.prefix(sentencesMax).compactMap { sentence in
            let words = Array(PlainWords.of(String(sentence)).prefix(wordsMax))
            guard !words.isEmpty else { return nil }
            let start = words.firstIndex { !polite.contains($0) } ?? words.count
            return SentenceWords(words: words, start: start)
        }
    }

    /// "E-mail" is one word.
    static func joined(_ text: String) -> String {
        text.replacing("e-mail", with: "email").replacing("E-mail", with: "email")
            .replacing("E-Mail", with: "email")
    }

    private static let polite: Set<String> = [
        "please", "pls", "hi", "hello", "hey", "dear", "team", "support", "ok", "okay", "so", "and", "then",
        "kindly", "just", "now", "bitte", "hallo", "guten", "tag", "hola", "buenas", "por", "favor",
        "bonjour",
        "salut", "merci", "de", "s", "il", "vous", "te", "plait",
    ]
}
