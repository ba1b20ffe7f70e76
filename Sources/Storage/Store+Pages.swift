package import Importing
import Knowledge

extension Store: PageLedger {
    package func visits(origin: String) async throws -> [PageVisit] {
        try await read { sql in
            try sql.query(
                """
                SELECT url, article, etag, last_modified, reader FROM page_visit
                WHERE site = $1 AND origin = $2
                ORDER BY url
                """, [.int(Self.site), .text(origin)]
            ) { row in
                PageVisit(
                    url: try row.text(0), article: try row.value(1, ArticleID.init),
                    validators: PageVisit.Validators(
                        etag: try row.optionalText(2), lastModified: try row.optionalText(3)),
                    reader: try row.int64(4))
            }
        }
    }

    package func keep(_ visits: [PageVisit], origin: String, atMilliseconds: Int64) async throws {
        try await write { sql in
            try sql.execute(
                "DELETE FROM page_visit WHERE site = $1 AND origin = $2", [.int(Self.site), .text(origin)])
            for visit in visits {
                try sql.execute(
                    """
                    INSERT INTO page_visit
                        (site, origin, url, article, etag, last_modified, reader, visited_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                    """,
                    [
                        .int(Self.site), .text(origin), .text(visit.url), .text(visit.article.value),
                        .text(orNull: visit.validators.etag), .text(orNull: visit.validators.lastModified),
                        .int(visit.reader), .int(atMilliseconds),
                    ])
            }
        }
    }
}
