/// The words that say what a text is about: without grammar and fillers, in a language that the text itself
/// tells.
package enum TopicWords {
    private static let analyzers = ["en", "de", "es", "fr"].map(Analyzer.init)

    /// One pair a word, in order: the term that its forms share, and the word as it is written, in lower
    /// case.
    package static func of(_ text: String) -> [(term: String, word: String)] {
        let language = Tongue.guess(text, among: analyzers.map(\.language))
        guard let analyzer = analyzers.first(where: { $0.language == language }) ?? analyzers.first else {
            return []
        }
        let words = Question.words(text).filter {
            !$0.isPart && !analyzer.isGrammar($0) && !analyzer.isFiller($0.text)
        }
        return zip(analyzer.terms(of: words), words).map { ($0, $1.text) }
    }
}
