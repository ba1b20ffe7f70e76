package import Knowledge

/// What is remembered of a page of the web that was imported.
package struct PageVisit: Hashable, Sendable {
    /// By what a server tells whether a page has changed (RFC 9110, 8.8).
    package struct Validators: Hashable, Sendable {
        package static let charactersMax = 1_000

        package let etag: String?
        package let lastModified: String?

        package init(etag: String?, lastModified: String?) {
            self.etag = etag
            self.lastModified = lastModified
        }

        /// Whether there is anything to ask with.
        package var isUseful: Bool { etag != nil || lastModified != nil }
    }

    /// As it was asked for.
    package let url: String
    package let article: ArticleID
    package let validators: Validators
    /// How the page was made into an article; one that was made otherwise is read again.
    package let reader: Int64

    package init(url: String, article: ArticleID, validators: Validators, reader: Int64) {
        self.url = url
        self.article = article
        self.validators = validators
        self.reader = reader
    }
}

/// Where visits are kept.
package protocol PageLedger: Sendable {
    func visits(origin: String) async throws -> [PageVisit]
    /// In place of all that was kept for `origin`.
    func keep(_ visits: [PageVisit], origin: String, atMilliseconds: Int64) async throws
}
