/// What is to be published together: all of it or nothing.
package struct Publication: Sendable {
    package let articles: [Article]
    package let source: Revision.Source
    /// Articles whose file is taken although they were edited by hand since.
    package let overwriting: Set<ArticleID>
    /// Articles that are taken out of the library; an import leaves alone what was edited by hand.
    package let removing: Set<ArticleID>
    /// What an import read: a website, an export, a table. Imports remove only what came from the same; `nil`
    /// stands for Markdown files.
    package let origin: String?
    /// The revision that an editor's text was made from, 0 for a new article or one that was removed: where
    /// another one is current by now, or none any more, nothing of the article is taken, and it is not
    /// removed.
    package let expecting: [ArticleID: Int]

    package init(
        _ articles: [Article], source: Revision.Source = .file, overwriting: Set<ArticleID> = [],
        removing: Set<ArticleID> = [], origin: String? = nil, expecting: [ArticleID: Int] = [:]
    ) {
        self.expecting = expecting
        self.articles = articles
        self.source = source
        self.overwriting = overwriting
        self.removing = removing
        self.origin = origin
    }
}

/// What a publication does to each article that it was given.
package struct PublishReport: Sendable, Hashable {
    /// New ones, and removed ones that came back.
    package var added: [ArticleID] = []
    package var changed: [ArticleID] = []
    /// Same content hash as the current revision: no new revision was made.
    package var unchanged: [ArticleID] = []
    /// Edited by hand, while the file is as it was last imported: left as they are.
    package var kept: [ArticleID] = []
    /// Edited by hand, and the file says something new; or edited by somebody else meanwhile: left as they
    /// are.
    package var conflicts: [ArticleState] = []
    package var removed: [ArticleID] = []

    package init(
        added: [ArticleID] = [], changed: [ArticleID] = [], unchanged: [ArticleID] = [],
        kept: [ArticleID] = [], conflicts: [ArticleState] = [], removed: [ArticleID] = []
    ) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        self.kept = kept
        self.conflicts = conflicts
        self.removed = removed
    }

    /// Whether readers or the index see anything new.
    package var hasChanges: Bool { !(added.isEmpty && changed.isEmpty && removed.isEmpty) }
}
