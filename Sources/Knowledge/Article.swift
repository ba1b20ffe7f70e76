/// Who may read an article, and be answered from it.
package enum Audience: String, Sendable, Hashable, CaseIterable, Codable {
    case everyone
    /// Visitors that the host page has signed in.
    case customers
    /// The support team only: never quoted to a visitor.
    case agents

    static var list: String { allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") }
}

/// One page of the knowledge base, as its editor wrote it.
package struct Article: Sendable, Hashable {
    /// The whole file with its front matter, UTF-8.
    package static let bytesMax = 500_000
    package static let titleCharactersMax = 200
    package static let productAreaCharactersMax = 64
    package static let phrasingsMax = 200
    package static let phrasingCharactersMax = 500
    package static let sourceURLCharactersMax = 2_000

    package let id: ArticleID
    package let title: String
    package let productArea: String?
    /// The primary language subtag of BCP 47, lower case: `en`, `de`, `pt`.
    package let language: String
    package let audience: Audience
    /// GitHub-flavoured Markdown without the front matter.
    package let markdown: String
    package let translationOf: ArticleID?
    /// Questions that people asked for the article, in their words: searched beside it, never shown.
    package let phrasings: [String]
    /// The page that the article was taken from, `http` or `https`: readers are led there.
    package let sourceURL: String?

    package init(
        id: ArticleID, title: String, productArea: String? = nil, language: String = "en",
        audience: Audience = .everyone, markdown: String, translationOf: ArticleID? = nil,
        phrasings: [String] = [], sourceURL: String? = nil
    ) {
        self.id = id
        self.title = title
        self.productArea = productArea
        self.language = language
        self.audience = audience
        self.markdown = markdown
        self.translationOf = translationOf
        self.phrasings = phrasings
        self.sourceURL = sourceURL
    }

    /// Changes whenever anything that a reader or the index sees changes: 16 hexadecimal digits.
    package var contentHash: String {
        var hash = FNV1a()
        let fields = [
            id.value, title, productArea ?? "", language, audience.rawValue, markdown,
            translationOf?.value ?? "",
        ]
        // What came later stands last: an article without it keeps the hash that it had before.
        for field in fields + phrasings { hash.add(field) }
        if let sourceURL { hash.add("source_url: " + sourceURL) }
        return hash.hexadecimal
    }
}
