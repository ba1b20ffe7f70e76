/// Reads the terms of texts in one language: stems without the words of grammar, one for all words that say
/// the same.
struct TermReader: Sendable {
    let language: String
    private let stems: @Sendable (String) -> [String]
    private let common: [String: String]

    init(language: String, stems: @escaping @Sendable (String) -> [String]) {
        self.language = language
        self.stems = stems
        common = Paraphrases.table(language: language) { stems($0).first }
    }

    /// Word by word: what two words might mean together is left to `joined`.
    func terms(_ text: String) -> [String] {
        PlainWords.of(text).filter { !Denial.isCommon($0) }.flatMap { stems($0).map(plain) }
    }

    /// Also "log in" as `login`.
    func joined(_ text: String) -> [String] { terms(text) + stems(text).map(plain) }

    func stem(_ word: String) -> String? { terms(word).first }

    private func plain(_ stem: String) -> String { common[stem] ?? stem }
}
