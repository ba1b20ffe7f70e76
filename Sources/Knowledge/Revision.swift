/// One published state of an article; the highest number is the current one.
package struct Revision: Sendable, Hashable {
    package let article: Article
    /// Counts from 1, without gaps, for each article.
    package let number: Int
    package let contentHash: String
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let updatedAtMilliseconds: Int64

    /// `contentHash` is given when it was stored, and computed when not.
    package init(article: Article, number: Int, updatedAtMilliseconds: Int64, contentHash: String? = nil) {
        self.article = article
        self.number = number
        self.updatedAtMilliseconds = updatedAtMilliseconds
        self.contentHash = contentHash ?? article.contentHash
    }
}
