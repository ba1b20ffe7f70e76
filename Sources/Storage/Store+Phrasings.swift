package import Conversations
import Knowledge
package import Learning

extension Store: PhrasingLedger {
    private static let selection = "SELECT conversation, seq, at, article, state, text FROM phrasing"

    /// For the query planner's test.
    package static let phrasingsQuery =
        selection + " WHERE site = $1 AND state = $2 ORDER BY at DESC, conversation DESC, seq DESC LIMIT $3"

    package func phrasing(_ id: EscalationID) async throws(JournalError) -> LearnedPhrasing? {
        try await read { sql in
            try sql.first(
                Self.selection + " WHERE " + EscalationRow.isOne,
                [.int(Self.site), .text(id.conversation.value), .int(id.seq)], Self.phrasing)
        }
    }

    package func phrasings(
        _ state: LearnedPhrasing.State, limit: Int
    ) async throws(JournalError) -> [LearnedPhrasing] {
        try await read { sql in
            try sql.query(
                Self.phrasingsQuery, [.int(Self.site), .text(state.rawValue), .int(max(0, limit))],
                Self.phrasing)
        }
    }

    /// Those that articles have because of one conversation.
    package func phrasingsTaken(
        from conversation: ConversationID
    ) async throws(JournalError) -> [LearnedPhrasing] {
        try await read { sql in
            try sql.query(
                Self.selection + " WHERE site = $1 AND conversation = $2 AND state = 'taken' ORDER BY seq",
                [.int(Self.site), .text(conversation.value)], Self.phrasing)
        }
    }

    package func keep(_ phrasing: LearnedPhrasing) async throws(JournalError) {
        try await write { sql in
            _ = try sql.execute(
                """
                INSERT INTO phrasing (site, conversation, seq, at, article, state, text)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (site, conversation, seq) DO UPDATE SET article = excluded.article,
                    state = excluded.state, text = excluded.text
                """,
                [
                    .int(Self.site), .text(phrasing.id.conversation.value), .int(phrasing.id.seq),
                    .int(phrasing.at.milliseconds), .text(phrasing.article.value),
                    .text(phrasing.state.rawValue), .text(phrasing.text),
                ])
        }
    }

    static func phrasing(_ row: any Row) throws -> LearnedPhrasing {
        LearnedPhrasing(
            id: EscalationID(conversation: try row.value(0, ConversationID.init), seq: try row.int(1)),
            at: Timestamp(milliseconds: try row.int64(2)), article: try row.value(3, ArticleID.init),
            state: try row.value(4, LearnedPhrasing.State.init), text: try row.text(5))
    }
}
