import Knowledge
package import Retrieval

/// Articles by their words and titles, for people of the team.
package struct ArticleFinder: ArticleTitles {
    struct Found: Sendable {
        let article: String
        let title: String
        /// 0...1; a first guess where words alone ranked.
        let confidence: Double
    }

    /// Passages looked at for each article that is asked for.
    private static let passagesPerArticle = 4

    private let index: SearchIndex
    private let shelf: Shelf

    package init(index: SearchIndex, shelf: Shelf) {
        self.index = index
        self.shelf = shelf
    }

    package func titles(of articles: [String]) -> [String: String] { shelf.titles(of: articles) }

    package func source(of article: String) -> String? { shelf.source(of: article) }

    /// The best articles first, each once.
    func articles(for text: String, context: [String] = [], limit: Int) async -> [Found] {
        let query = Query(text: text, context: context, audiences: [.everyone])
        let (_, findings) = await index.search(query, limit: limit * Self.passagesPerArticle)
        guard let best = findings.hits.first else { return [] }
        let evidence = Sufficiency.of(findings, model: index.confidence).evidence
        let confidence = evidence.confidence ?? best.coverage
        var found: [Found] = []
        for hit in findings.hits where !found.contains(where: { $0.article == hit.passage.article.value }) {
            let share = best.score > 0 ? max(0, min(1, hit.score / best.score)) : 0
            found.append(
                Found(
                    article: hit.passage.article.value, title: hit.articleTitle,
                    confidence: confidence * share))
            if found.count == limit { break }
        }
        return found
    }
}
