package import Conversations

extension Store {
    /// For the query planner's test.
    package static let tailQuery = """
        SELECT txid, position, stream, seq, type FROM event
        WHERE (txid, position) > ($1, $2) AND txid < $3
        ORDER BY txid, position
        LIMIT $4
        """

    /// Up to `limit` events behind `cursor`, in an order that never changes, and without those that were
    /// written
    /// while an earlier transaction may still add some before them: they come with a later call.
    package func tail(after cursor: LogCursor, limit: Int) async throws(JournalError) -> [LoggedEvent] {
        try await read { sql in
            let horizon = try sql.first(sql.dialect.horizon, []) { try $0.int64(0) } ?? 0
            return try sql.query(
                Self.tailQuery,
                [.int(cursor.transaction), .int(cursor.position), .int(horizon), .int(max(0, limit))]
            ) { row in
                LoggedEvent(
                    cursor: LogCursor(transaction: try row.int64(0), position: try row.int64(1)),
                    stream: try row.text(2), seq: try row.int(3), type: try row.text(4))
            }
        }
    }

    /// Behind all that `tail` would return now.
    package func logEnd() async throws(JournalError) -> LogCursor {
        try await read { sql in
            let horizon = try sql.first(sql.dialect.horizon, []) { try $0.int64(0) } ?? 0
            return try sql.first(
                "SELECT txid, position FROM event WHERE txid < $1 ORDER BY txid DESC, position DESC LIMIT 1",
                [.int(horizon)]
            ) { LogCursor(transaction: try $0.int64(0), position: try $0.int64(1)) } ?? .beginning
        }
    }
}
