package import Knowledge

/// What an article will be made of, before it has its id.
package struct ImportedPage: Hashable, Sendable {
    /// What it was made of, so that it is found again the next time.
    package struct Key: Hashable, Sendable {
        /// The id that it should have.
        package let slug: String
        /// The page that readers are led to.
        package let sourceURL: String?

        /// Whether the slug alone says which article it is, whatever its address has become.
        package let isIdentity: Bool

        package init(slug: String, sourceURL: String? = nil, isIdentity: Bool = false) {
            self.slug = slug
            self.sourceURL = sourceURL
            self.isIdentity = isIdentity
        }
    }

    /// An address, a file, or a row of one: for reports.
    package let place: String
    package let key: Key
    package let title: String
    package let markdown: String
    /// `nil` where it is not said.
    package var language: String?
    package var productArea: String?
    package var audience: Audience?
    /// The slug of the page that it translates.
    package var translationOf: String?

    package init(
        place: String, key: Key, title: String, markdown: String, language: String? = nil,
        productArea: String? = nil, audience: Audience? = nil, translationOf: String? = nil
    ) {
        self.place = place
        self.key = key
        self.title = title
        self.markdown = markdown
        self.language = language
        self.productArea = productArea
        self.audience = audience
        self.translationOf = translationOf
    }
}

/// All that was found at one source.
package struct Harvest: Sendable {
    package var pages: [ImportedPage] = []
    /// Found, and not taken. The key says which article it was, where that is known.
    package var skips: [(skip: Skip, key: ImportedPage.Key?)] = []
    /// Pages of which the server said that they have not changed: their places and their articles.
    package var unchanged: [(place: String, article: ArticleID)] = []
    /// What the server said of each page, by place.
    package var validators: [String: PageVisit.Validators] = [:]
    /// Whether every list of pages could be read: only then an absent page is a page that is gone.
    package var isWhole = true

    package init() {}

    package mutating func skip(_ place: String, _ reason: Skip.Reason, key: ImportedPage.Key? = nil) {
        skips.append((Skip(place, reason), key))
    }
}
