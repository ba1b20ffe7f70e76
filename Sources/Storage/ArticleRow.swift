import Knowledge

/// How the library's list of articles lies in its table.
enum ArticleRow {
    static let states = """
        SELECT a.id, r.title, r.audience, a.revision, a.content_hash, r.source, r.updated_at,
            a.imported_hash, a.imported_revision, a.imported_at, a.removed_at, a.imported_from, r.source_url
        FROM article a
        JOIN revision r ON r.site = a.site AND r.article = a.id AND r.number = a.revision
        WHERE a.site = $1
        ORDER BY a.id
        """

    static func readState(_ row: any Row) throws -> ArticleState {
        var lastImport: ArticleState.Import?
        if let hash = try row.optionalText(7) {
            lastImport = ArticleState.Import(
                contentHash: hash, revision: try row.int(8), atMilliseconds: try row.int64(9),
                origin: try row.optionalText(11))
        }
        return ArticleState(
            id: try row.value(0, ArticleID.init), title: try row.text(1),
            audience: try row.value(2, Audience.init), revision: try row.int(3),
            contentHash: try row.text(4), source: try row.value(5, Revision.Source.init),
            updatedAtMilliseconds: try row.int64(6), lastImport: lastImport,
            removedAtMilliseconds: try row.optionalInt(10).map(Int64.init),
            sourceURL: try row.optionalText(12))
    }

    static func apply(
        _ step: PublicationPlan.Step, of publication: Publication, at: Int64, on sql: any SQL
    ) throws {
        let origin = publication.origin
        switch step {
        case .revise(let article, let number, let hash):
            try setRevision(number, hash: hash, of: article.id, on: sql)
            let revision = Revision(
                article: article, number: number, updatedAtMilliseconds: at, contentHash: hash,
                source: publication.source)
            try RevisionRow.insert(revision, on: sql)
            guard publication.source == .file else { return }
            try noteImport(of: article.id, number, hash: hash, from: origin, at: at, on: sql)
        case .restore(let id): try setRemoved(nil, id, on: sql)
        case .note(let id, let number, let hash):
            try noteImport(of: id, number, hash: hash, from: origin, at: at, on: sql)
        case .remove(let id): try setRemoved(at, id, on: sql)
        }
    }

    private static func setRevision(_ number: Int, hash: String, of id: ArticleID, on sql: any SQL) throws {
        try sql.execute(
            """
            INSERT INTO article (site, id, revision, content_hash) VALUES ($1, $2, $3, $4)
            ON CONFLICT (site, id) DO UPDATE
            SET revision = excluded.revision, content_hash = excluded.content_hash, removed_at = NULL
            """, [.int(Store.site), .text(id.value), .int(number), .text(hash)])
    }

    private static func noteImport(
        of id: ArticleID, _ number: Int, hash: String, from origin: String?, at: Int64, on sql: any SQL
    ) throws {
        try sql.execute(
            """
            UPDATE article
            SET imported_hash = $1, imported_revision = $2, imported_at = $3, imported_from = $4
            WHERE site = $5 AND id = $6
            """,
            [
                .text(hash), .int(number), .int(at), .text(orNull: origin), .int(Store.site), .text(id.value),
            ])
    }

    private static func setRemoved(_ at: Int64?, _ id: ArticleID, on sql: any SQL) throws {
        try sql.execute(
            "UPDATE article SET removed_at = $1 WHERE site = $2 AND id = $3",
            [.int(orNull: at), .int(Store.site), .text(id.value)])
    }
}
