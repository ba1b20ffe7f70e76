/// Where published articles are kept.
package protocol Library: Sendable {
    /// The current revision of every published article, in the order of their ids.
    func revisions() async throws -> [Revision]
    /// The current revision, or `nil` when no such article is published.
    func revision(_ id: ArticleID) async throws -> Revision?
    /// Any revision that ever was, also of an article that was removed since: for what cited it.
    func revision(_ id: ArticleID, number: Int) async throws -> Revision?
    /// All articles in the order of their ids, the removed ones too.
    func states() async throws -> [ArticleState]
    /// Grows with each publication that changed something; an index built for it is current while it stays.
    func version() async throws -> Int64
    /// Adds, replaces and removes, all or none. Articles that are not named stay as they are.
    ///
    /// `progress` hears how many revisions are stored so far; they count only once this returns.
    func publish(
        _ publication: Publication, atMilliseconds: Int64, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> PublishReport
}

extension Library {
    package func publish(_ publication: Publication, atMilliseconds: Int64) async throws -> PublishReport {
        try await publish(publication, atMilliseconds: atMilliseconds, progress: { _ in })
    }

    /// As an import of the articles' files.
    package func publish(_ articles: [Article], atMilliseconds: Int64) async throws -> PublishReport {
        try await publish(Publication(articles), atMilliseconds: atMilliseconds)
    }
}
