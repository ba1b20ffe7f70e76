/// Which language a text is in, as far as its small words tell.
enum Tongue {
    /// The one language of `languages` whose small words the text holds most of; `nil` when none or several.
    static func guess(_ text: String, among languages: [String]) -> String? {
        guard languages.count > 1 else { return languages.first }
        let words = Question.words(text).map(\.text)
        let counts = languages.map { language in
            let small = StopWords.grammar(language)
            return (language: language, count: words.count { small.contains($0) })
        }
        let most = counts.map(\.count).max() ?? 0
        let winners = counts.filter { $0.count == most }
        return most > 0 && winners.count == 1 ? winners.first?.language : nil
    }
}
