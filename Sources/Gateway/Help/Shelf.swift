package import Knowledge
import Synchronization

/// The published articles as the help centre shows them; a publication replaces them whole.
package final class Shelf: ArticleTitles, Sendable {
    private struct Content {
        var revisions: [String: Revision] = [:]
        var readable: [Revision] = []
        var gone: Set<String> = []
        var headings = HeadingWords([])
    }

    private let content = Mutex(Content())

    package init() {}

    /// `removed` are articles that anybody could read once.
    package func put(_ published: [Revision], removed: [ArticleID] = []) {
        let readable = published.filter { $0.article.audience == .everyone }
            .sorted { ($0.article.title, $0.article.id) < ($1.article.title, $1.article.id) }
        let new = Content(
            revisions: Dictionary(
                published.map { ($0.article.id.value, $0) }, uniquingKeysWith: { first, _ in first }),
            readable: readable, gone: Set(removed.map(\.value)),
            headings: HeadingWords(readable.map(\.article)))
        content.withLock { $0 = new }
    }

    func isGone(_ id: String) -> Bool { content.withLock { $0.gone.contains(id) } }

    /// What anybody may read, by title.
    var readable: [Revision] { content.withLock { $0.readable } }

    /// The words of titles and headings that anybody may read.
    var headings: HeadingWords { content.withLock { $0.headings } }

    func readable(_ id: String) -> Revision? {
        content.withLock { $0.revisions[id] }.flatMap { $0.article.audience == .everyone ? $0 : nil }
    }

    package func source(of article: String) -> String? {
        content.withLock { $0.revisions[article]?.article.sourceURL }
    }

    package func titles(of articles: [String]) -> [String: String] {
        content.withLock { content in
            articles.reduce(into: [:]) { $0[$1] = content.revisions[$1]?.article.title }
        }
    }
}
