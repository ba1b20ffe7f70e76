import Crypto
package import Knowledge

/// Everything that can be found, as of one publication. Immutable: a search never sees half an update.
package struct Snapshot: Sendable {
    /// Raise with any change to cutting, analysis or ranking, so that a decision names the rules it was made
    /// under.
    static let rules = "lexical-1"
    static let idCharacters = 16

    /// The same for the same revisions and rules, on every machine.
    package let id: String
    package let passageCount: Int
    package let articleCount: Int

    private let indexes: [String: LexicalIndex]

    package init(_ revisions: [Revision] = []) {
        let sorted = revisions.sorted { $0.article.id < $1.article.id }
        indexes = Dictionary(grouping: sorted) { $0.article.language }
            .reduce(into: [:]) { $0[$1.key] = LexicalIndex(language: $1.key, revisions: $1.value) }
        passageCount = indexes.values.reduce(0) { $0 + $1.documents.count }
        articleCount = revisions.count
        id = Self.id(of: sorted)
    }

    package var isEmpty: Bool { passageCount == 0 }
    package var languages: [String] { indexes.keys.sorted() }

    private static func id(of sorted: [Revision]) -> String {
        var hash = SHA256()
        hash.update(data: Array("\(rules)\n\(Passages.wordsTarget) \(Passages.wordsMax)\n".utf8))
        for revision in sorted {
            hash.update(
                data: Array("\(revision.article.id) \(revision.number) \(revision.contentHash)\n".utf8))
        }
        let digits = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return String(digits.joined().prefix(idCharacters))
    }

    /// The best passages for `query`, best first. An unknown language, or one without articles, means all of
    /// them.
    package func search(_ query: Query, limit: Int) -> Findings {
        if let language = query.language, let index = indexes[language] {
            return index.search(query, limit: limit)
        }
        let all = languages.compactMap { indexes[$0]?.search(query, limit: limit) }
        let ranked = all.sorted { ($0.hits.first?.score ?? 0) > ($1.hits.first?.score ?? 0) }
        guard let best = ranked.first else {
            return LexicalIndex(language: query.language ?? "en", revisions: []).search(query, limit: limit)
        }
        let hits = ranked.flatMap(\.hits).sorted { $0.score > $1.score }
        return best.with(hits: Array(hits.prefix(max(limit, 0))))
    }
}
