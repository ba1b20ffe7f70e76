import Kernels
import Knowledge

extension Snapshot {
    /// The vectors of each article's `SearchTexts.embedded`, in that order; without those that have none.
    func embedded(_ articles: Set<ArticleID>) -> [ArticleID: [[Float]]] {
        var found: [ArticleID: [[Float]]] = [:]
        for part in indexes.values.flatMap(\.parts) {
            guard let vectors = part.segment.vectors else { continue }
            for (index, entry) in part.segment.entries.enumerated()
            where part.isAlive[index] && articles.contains(entry.article) {
                let exact = vectors.exact.rows
                found[entry.article] = vectors.places(of: index, rows: entry.rows).map(exact.vector)
            }
        }
        return found
    }
}
