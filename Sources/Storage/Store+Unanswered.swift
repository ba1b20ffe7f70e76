import Answering
package import Conversations

extension Store: Unanswered {
    /// Ordered by the visitor's last message: the last change of a conversation says nothing about the wait.
    package static let unansweredQuery = """
        SELECT c.id FROM conversation c
        JOIN event e ON e.site = c.site AND e.stream = c.id AND e.seq = c.visitor_seq
        WHERE c.site = $1 AND c.needs_answer = 1
        ORDER BY e.position
        LIMIT $2
        """

    package func unanswered(limit: Int) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            try sql.query(Self.unansweredQuery, [.int(Self.site), .int(max(0, limit))]) { row in
                try row.value(0, ConversationID.init)
            }
        }
    }
}
