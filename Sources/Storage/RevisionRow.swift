import Knowledge

/// How articles and their revisions lie in their tables.
enum RevisionRow {
    enum Outcome {
        case added
        case changed
        case unchanged
    }

    static let current = """
        SELECT r.article, r.number, r.title, r.product_area, r.language, r.audience, r.markdown,
            r.translation_of, r.content_hash, r.updated_at
        FROM article a
        JOIN revision r ON r.site = a.site AND r.article = a.id AND r.number = a.revision
        """

    static func read(_ row: any Row) throws -> Revision {
        let article = Article(
            id: try row.value(0, ArticleID.init), title: try row.text(2),
            productArea: try row.optionalText(3),
            language: try row.text(4), audience: try row.value(5, Audience.init), markdown: try row.text(6),
            translationOf: try row.optionalValue(7, ArticleID.init))
        return Revision(
            article: article, number: try row.int(1), updatedAtMilliseconds: try row.int64(9),
            contentHash: try row.text(8))
    }

    /// Makes the article's content its current revision, unless it is already.
    static func publish(_ article: Article, at: Int64, on sql: any SQL) throws -> Outcome {
        let key: [Value] = [.int(Store.site), .text(article.id.value)]
        let hash = article.contentHash
        let known = try sql.first(
            "SELECT revision, content_hash FROM article WHERE site = $1 AND id = $2", key
        ) { row in
            (number: try row.int(0), hash: try row.text(1))
        }
        if known?.hash == hash { return .unchanged }
        let number = (known?.number ?? 0) + 1
        try sql.execute(
            """
            INSERT INTO article (site, id, revision, content_hash) VALUES ($1, $2, $3, $4)
            ON CONFLICT (site, id) DO UPDATE
            SET revision = excluded.revision, content_hash = excluded.content_hash
            """, key + [.int(number), .text(hash)])
        try insert(
            Revision(article: article, number: number, updatedAtMilliseconds: at, contentHash: hash), on: sql)
        return known == nil ? .added : .changed
    }

    private static func insert(_ revision: Revision, on sql: any SQL) throws {
        let article = revision.article
        try sql.execute(
            """
            INSERT INTO revision (site, article, number, title, product_area, language, audience, markdown,
                translation_of, content_hash, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .int(Store.site), .text(article.id.value), .int(revision.number), .text(article.title),
                .text(orNull: article.productArea), .text(article.language), .text(article.audience.rawValue),
                .text(article.markdown), .text(orNull: article.translationOf?.value),
                .text(revision.contentHash), .int(revision.updatedAtMilliseconds),
            ])
    }
}
