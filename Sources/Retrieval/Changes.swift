import Knowledge

/// What separates a snapshot from the published articles.
struct Changes {
    let changed: [Revision]
    let removed: Set<ArticleID>

    var isEmpty: Bool { changed.isEmpty && removed.isEmpty }

    init(from manifest: Manifest, to revisions: [Revision]) {
        let known = Set(manifest.parts)
        let current = Set(revisions.map(\.article.id))
        changed = revisions.filter { !known.contains(Manifest.Part($0)) }
        removed = Set(manifest.parts.compactMap { ArticleID($0.article) }).subtracting(current)
    }
}
