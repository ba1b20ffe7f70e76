import Knowledge

/// The words of titles and headings, to complete a word that is still being typed.
struct HeadingWords: Sendable {
    static let prefixCharactersMin = 2
    /// A completion that is this many words away from sure helps nobody.
    static let completionsMax = 3

    /// Ascending, each once.
    private let words: [String]
    private let counts: [String: Int]

    init(_ articles: [Article]) {
        var counts: [String: Int] = [:]
        for article in articles {
            let headings = article.markdown.split(separator: "\n").filter { $0.hasPrefix("#") }
            for text in [article.title[...]] + headings {
                for word in Self.split(String(text)) { counts[word, default: 0] += 1 }
            }
        }
        self.counts = counts
        words = counts.keys.sorted()
    }

    /// The words that go on from `prefix`, the most frequent first; none when `prefix` is a word by itself.
    func completions(of prefix: String) -> [String] {
        guard prefix.count >= Self.prefixCharactersMin, counts[prefix] == nil else { return [] }
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if words[middle] < prefix { low = middle + 1 } else { high = middle }
        }
        let found = words[low...].prefix { $0.hasPrefix(prefix) }
        return Array(
            found.sorted { (counts[$0] ?? 0, $1) > (counts[$1] ?? 0, $0) }.prefix(Self.completionsMax))
    }

    static func split(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
