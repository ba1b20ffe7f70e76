/// The unit that is searched, quoted and cited: about 70 words of one revision under one heading.
package struct Passage: Sendable, Hashable {
    package let article: ArticleID
    package let revision: Int
    /// Counts from 0 within the revision.
    package let ordinal: Int
    /// The headings above, joined by ` › `; `nil` before the first heading.
    package let heading: String?
    /// The fragment of the nearest heading on the article's page.
    package let anchor: String?
    /// Paragraphs, list items and code blocks in the limited Markdown of `Block.text`.
    package let text: String

    package init(
        article: ArticleID, revision: Int, ordinal: Int, heading: String?, anchor: String?, text: String
    ) {
        self.article = article
        self.revision = revision
        self.ordinal = ordinal
        self.heading = heading
        self.anchor = anchor
        self.text = text
    }
}
