/// What the library knows of an article beside its text: enough to say what a publication will do.
package struct ArticleState: Sendable, Hashable {
    /// The last import of the article's file.
    package struct Import: Sendable, Hashable {
        /// The content hash that the file had.
        package let contentHash: String
        /// The revision that was the current one afterwards.
        package let revision: Int
        package let atMilliseconds: Int64
        /// What it was imported from, as a `Publication` names it; `nil` for Markdown files.
        package let origin: String?

        package init(contentHash: String, revision: Int, atMilliseconds: Int64, origin: String? = nil) {
            self.contentHash = contentHash
            self.revision = revision
            self.atMilliseconds = atMilliseconds
            self.origin = origin
        }
    }

    package let id: ArticleID
    package let title: String
    package let audience: Audience
    /// The current revision's number, hash, source and time.
    package let revision: Int
    package let contentHash: String
    package let source: Revision.Source
    package let updatedAtMilliseconds: Int64
    /// `nil` for an article that was never imported.
    package let lastImport: Import?
    /// `nil` while the article is published.
    package let removedAtMilliseconds: Int64?
    /// Of the current revision.
    package let sourceURL: String?

    package init(
        id: ArticleID, title: String, audience: Audience, revision: Int, contentHash: String,
        source: Revision.Source, updatedAtMilliseconds: Int64, lastImport: Import?,
        removedAtMilliseconds: Int64? = nil, sourceURL: String? = nil
    ) {
        self.id = id
        self.title = title
        self.audience = audience
        self.revision = revision
        self.contentHash = contentHash
        self.source = source
        self.updatedAtMilliseconds = updatedAtMilliseconds
        self.lastImport = lastImport
        self.removedAtMilliseconds = removedAtMilliseconds
        self.sourceURL = sourceURL
    }

    package var isRemoved: Bool { removedAtMilliseconds != nil }

    /// Whether the current text is in the library alone: edited by hand after the last import of its file.
    package var isEditedByHand: Bool {
        // An edit that was taken back leaves nothing to lose.
        isByHand && contentHash != lastImport?.contentHash
    }

    /// Whether it is published, and its file was what made it so.
    package var followsItsFile: Bool { !isRemoved && lastImport != nil && !isByHand }

    /// By numbers, since the clocks of two machines may disagree.
    private var isByHand: Bool { source == .console && revision > (lastImport?.revision ?? 0) }
}
