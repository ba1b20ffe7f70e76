package import Knowledge
import Synchronization

/// The published articles as the help centre shows them; a publication replaces them whole.
package final class Shelf: ArticleTitles, Sendable {
    private let revisions = Mutex<[String: Revision]>([:])
    private let gone = Mutex<Set<String>>([])

    package init() {}

    /// `removed` are articles that anybody could read once.
    package func put(_ published: [Revision], removed: [ArticleID] = []) {
        let byID = Dictionary(
            published.map { ($0.article.id.value, $0) }, uniquingKeysWith: { first, _ in first })
        revisions.withLock { $0 = byID }
        gone.withLock { $0 = Set(removed.map(\.value)) }
    }

    func isGone(_ id: String) -> Bool { gone.withLock { $0.contains(id) } }

    /// What anybody may read, by title.
    var readable: [Revision] {
        revisions.withLock { Array($0.values) }
            .filter { $0.article.audience == .everyone }
            .sorted { ($0.article.title, $0.article.id) < ($1.article.title, $1.article.id) }
    }

    func readable(_ id: String) -> Revision? {
        revisions.withLock { $0[id] }.flatMap { $0.article.audience == .everyone ? $0 : nil }
    }

    package func titles(of articles: [String]) -> [String: String] {
        revisions.withLock { revisions in
            articles.reduce(into: [:]) { $0[$1] = revisions[$1]?.article.title }
        }
    }
}
