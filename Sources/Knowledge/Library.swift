/// What a publication did to each article that it was given.
package struct PublishReport: Sendable, Hashable {
    package let added: [ArticleID]
    package let changed: [ArticleID]
    /// Same content hash as the current revision: no new revision was made.
    package let unchanged: [ArticleID]

    package init(added: [ArticleID] = [], changed: [ArticleID] = [], unchanged: [ArticleID] = []) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }
}

/// Where published articles are kept.
package protocol Library: Sendable {
    /// The current revision of every article, in the order of their ids.
    func revisions() async throws -> [Revision]
    /// The current revision, or `nil` when there is no such article.
    func revision(_ id: ArticleID) async throws -> Revision?
    /// Grows with each publication that changed something; an index built for it is current while it stays.
    func version() async throws -> Int64
    /// Adds or replaces articles, all or none. Articles that are not named stay as they are.
    func publish(_ articles: [Article], atMilliseconds: Int64) async throws -> PublishReport
}
