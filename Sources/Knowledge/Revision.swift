/// One published state of an article; the highest number is the current one.
package struct Revision: Sendable, Hashable {
    /// How the revision came to be.
    package enum Source: String, Sendable, Hashable, CaseIterable {
        /// The article's file was imported.
        case file = "import"
        /// Somebody edited the article by hand.
        case console
    }

    package let article: Article
    /// Counts from 1, without gaps, for each article.
    package let number: Int
    package let contentHash: String
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let updatedAtMilliseconds: Int64
    package let source: Source

    /// `contentHash` is given when it was stored, and computed when not.
    package init(
        article: Article, number: Int, updatedAtMilliseconds: Int64, contentHash: String? = nil,
        source: Source = .file
    ) {
        self.article = article
        self.number = number
        self.updatedAtMilliseconds = updatedAtMilliseconds
        self.contentHash = contentHash ?? article.contentHash
        self.source = source
    }
}
