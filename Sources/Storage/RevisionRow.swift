import Foundation
import Knowledge

/// How articles and their revisions lie in their tables.
enum RevisionRow {
    private static let columns = """
        r.article, r.number, r.title, r.product_area, r.language, r.audience, r.markdown, r.translation_of,
            r.content_hash, r.updated_at, r.phrasings, r.source, r.source_url
        """

    static let current = """
        SELECT \(columns) FROM article a
        JOIN revision r ON r.site = a.site AND r.article = a.id AND r.number = a.revision
        WHERE a.site = $1 AND a.removed_at IS NULL
        """

    static let numbered = """
        SELECT \(columns) FROM revision r WHERE r.site = $1 AND r.article = $2 AND r.number = $3
        """

    static func read(_ row: any Row) throws -> Revision {
        let article = Article(
            id: try row.value(0, ArticleID.init), title: try row.text(2),
            productArea: try row.optionalText(3),
            language: try row.text(4), audience: try row.value(5, Audience.init), markdown: try row.text(6),
            translationOf: try row.optionalValue(7, ArticleID.init), phrasings: try row.value(10, texts),
            sourceURL: try row.optionalText(12))
        return Revision(
            article: article, number: try row.int(1), updatedAtMilliseconds: try row.int64(9),
            contentHash: try row.text(8), source: try row.value(11, Revision.Source.init))
    }

    static func insert(_ revision: Revision, on sql: any SQL) throws {
        let article = revision.article
        try sql.execute(
            """
            INSERT INTO revision (site, article, number, title, product_area, language, audience, markdown,
                translation_of, content_hash, updated_at, phrasings, source, source_url)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            [
                .int(Store.site), .text(article.id.value), .int(revision.number), .text(article.title),
                .text(orNull: article.productArea), .text(article.language), .text(article.audience.rawValue),
                .text(article.markdown), .text(orNull: article.translationOf?.value),
                .text(revision.contentHash), .int(revision.updatedAtMilliseconds),
                .text(try json(article.phrasings)), .text(revision.source.rawValue),
                .text(orNull: article.sourceURL),
            ])
    }

    private static let noTexts = "[]"

    static func json(_ texts: [String]) throws -> String {
        texts.isEmpty ? noTexts : String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
    }

    static func texts(_ json: String) -> [String]? {
        json == noTexts ? [] : try? JSONDecoder().decode([String].self, from: Data(json.utf8))
    }
}
