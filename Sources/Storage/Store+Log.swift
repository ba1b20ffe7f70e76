package import Conversations

extension Store {
    /// For the query planner's test.
    package static let logEndQuery =
        "SELECT txid, position FROM event WHERE txid < $1 ORDER BY txid DESC, position DESC LIMIT 1"

    /// For the query planner's test. Without an upper bound: whoever looks once must see also what stands
    /// behind a transaction that is still running.
    package static let advancedQuery = """
        SELECT stream FROM event WHERE (txid, position) > ($1, $2)
        GROUP BY stream ORDER BY max(position) DESC LIMIT $3
        """

    /// A place in the log behind which stands all that is committed from now on, also by transactions that
    /// run
    /// already.
    package func logEnd() async throws(JournalError) -> LogCursor {
        try await read { sql in
            let horizon = try sql.first(sql.dialect.horizon, []) { try $0.int64(0) } ?? 0
            return try sql.first(Self.logEndQuery, [.int(horizon)]) { row in
                LogCursor(transaction: try row.int64(0), position: try row.int64(1))
            } ?? .beginning
        }
    }

    package func advanced(
        since cursor: LogCursor, limit: Int
    ) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            // The streams of articles are nobody's conversation.
            try sql.query(
                Self.advancedQuery, [.int(cursor.transaction), .int(cursor.position), .int(max(0, limit))]
            ) { try $0.text(0) }.compactMap(ConversationID.init)
        }
    }
}
