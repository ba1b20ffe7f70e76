/// How the cache of vectors lies in its table.
package enum VectorRow {
    struct Key: Hashable, Sendable {
        let embedder: String
        let content: String
    }

    /// Keys that one look at the table reads: they are short, and come from the index alone.
    static let keysPerPageMax = 5_000

    /// For the query planner's test.
    package static let vectorsQuery: String = {
        let places = (2..<(2 + Store.vectorKeysPerQueryMax)).map { "$\($0)" }.joined(separator: ", ")
        return """
            SELECT content_key, vector FROM article_vector WHERE embedder = $1 AND content_key IN (\(places))
            """
    }()

    /// For the query planner's test.
    package static let keysQuery = """
        SELECT embedder, content_key FROM article_vector
        WHERE (embedder, content_key) > ($1, $2)
        ORDER BY embedder, content_key
        LIMIT $3
        """

    static func vectors(
        _ keys: [String], embedder: String, on sql: any SQL
    ) throws -> [(key: String, vector: [UInt8])] {
        guard let last = keys.last else { return [] }
        let unused = Array(repeating: last, count: Store.vectorKeysPerQueryMax - keys.count)
        return try sql.query(vectorsQuery, ([embedder] + keys + unused).map { .text($0) }) { row in
            guard case .blob(let vector) = row[1] else { throw StoreError.unreadableRow }
            return (key: try row.text(0), vector: vector)
        }
    }

    static func keep(_ vector: [UInt8], key: String, embedder: String, at: Int64, on sql: any SQL) throws {
        try sql.execute(
            """
            INSERT INTO article_vector (embedder, content_key, vector, used_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (embedder, content_key) DO UPDATE
            SET vector = excluded.vector, used_at = excluded.used_at
            """, [.text(embedder), .text(key), .blob(vector), .int(at)])
    }

    static func keys(after last: Key, on sql: any SQL) throws -> [Key] {
        try sql.query(
            keysQuery, [.text(last.embedder), .text(last.content), .int(keysPerPageMax)]
        ) { row in
            Key(embedder: try row.text(0), content: try row.text(1))
        }
    }

    static let embedderQuery = """
        SELECT embedder FROM article_vector WHERE embedder > $1 ORDER BY embedder, content_key LIMIT 1
        """

    /// The next embedder in the table behind one; `nil` behind the last.
    static func embedder(after last: String, on sql: any SQL) throws -> String? {
        try sql.first(embedderQuery, [.text(last)]) { try $0.text(0) }
    }

    static func forget(_ key: Key, on sql: any SQL) throws {
        try sql.execute(
            "DELETE FROM article_vector WHERE embedder = $1 AND content_key = $2",
            [.text(key.embedder), .text(key.content)])
    }
}
