import Knowledge
import Retrieval

/// Finds articles for the help centre, in the same index that answers come from.
struct HelpSearch: Sendable {
    static let resultsMax = 8
    static let queryCharactersMax = 200
    /// Passages that are looked at: several may be of one article.
    static let passagesMax = 40
    static let excerptCharactersMax = 180
    /// Somebody who types fast with every letter searched for stays below it.
    static let perAddressAndMinuteMax = 240
    /// Without a word of the question, a passage must at least be this near to it.
    static let cosineMin = 0.45
    /// What is this far behind the best is there for a word in passing.
    static let scoreShareMin = 0.4

    /// An article that was found, with the words of it that fit best.
    struct Found: Sendable {
        let article: Article
        let excerpt: String
        let anchor: String?
    }

    /// What came of a search.
    struct Results: Sendable {
        let query: String
        let found: [Found]
        /// The words that the index looked for, without the small ones: what a page may mark.
        let words: [String]
    }

    let index: SearchIndex
    let shelf: Shelf

    /// - Parameter language: the primary tag of the language to search in, when there are articles in it.
    func results(_ text: String, language: String? = nil) async -> Results {
        let query = query(text, language: language)
        let (_, findings) = await index.search(query, limit: Self.passagesMax)
        return results(text, findings)
    }

    /// By words alone, at once.
    func quickResults(_ text: String) -> Results {
        let query = query(text, language: nil)
        return results(text, index.current.search(query, limit: Self.passagesMax))
    }

    private func query(_ text: String, language: String?) -> Query {
        let bounded = String(text.prefix(Self.queryCharactersMax))
        var words = bounded
        if let last = HeadingWords.split(bounded).last, bounded.lowercased().hasSuffix(last) {
            let completions = shelf.headings.completions(of: last)
            if !completions.isEmpty {
                words = bounded.dropLast(last.count) + completions.joined(separator: " ")
            }
        }
        let known = language.flatMap { index.current.languages.contains($0) ? $0 : nil }
        return Query(text: words, audiences: [.everyone], language: known)
    }

    private func results(_ text: String, _ findings: Findings) -> Results {
        var seen: Set<ArticleID> = []
        var found: [Found] = []
        let floor = (findings.hits.first?.score ?? 0) * Self.scoreShareMin
        for hit in findings.hits where found.count < Self.resultsMax && hit.score >= floor {
            guard !hit.matchedTerms.isEmpty || (hit.cosine ?? 0) >= Self.cosineMin,
                let revision = shelf.readable(hit.passage.article.value),
                seen.insert(hit.passage.article).inserted
            else { continue }
            found.append(
                Found(
                    article: revision.article, excerpt: excerpt(of: hit.passage, findings),
                    anchor: hit.passage.anchor))
        }
        let words = findings.terms.filter(\.isContent).map(\.word)
        // The last word may still be typed; of the others those count that the index looks for.
        let typed = HeadingWords.split(text)
        let sought = typed.dropLast().filter(words.contains) + typed.suffix(words.isEmpty ? 0 : 1)
        return Results(
            query: String(text.prefix(Self.queryCharactersMax)),
            found: Self.titlesFirst(found, typed: sought),
            words: words)
    }

    /// Whoever types the beginning of a title looks for that article, whatever speaks of the same more often.
    private static func titlesFirst(_ found: [Found], typed: [String]) -> [Found] {
        guard !typed.isEmpty else { return found }
        let isTitled = found.map { item in
            let title = HeadingWords.split(item.article.title)
            return typed.allSatisfy { word in title.contains { $0.hasPrefix(word) } }
        }
        let places = found.indices
        return places.filter { isTitled[$0] }.map { found[$0] }
            + places.filter { !isTitled[$0] }.map { found[$0] }
    }

    /// The sentence or item of the passage that speaks to the question most.
    private func excerpt(of passage: Passage, _ findings: Findings) -> String {
        let units = passage.units.map(\.text)
        let best = units.indices.max { left, right in
            // Of two that fit alike the first.
            let scores = (findings.relevance(of: units[left]), findings.relevance(of: units[right]))
            return scores.0 == scores.1 ? left > right : scores.0 < scores.1
        }
        let plain = PlainText.of(best.map { units[$0] } ?? passage.text)
        guard plain.count > Self.excerptCharactersMax else { return plain }
        return plain.prefix(Self.excerptCharactersMax) + "…"
    }
}
