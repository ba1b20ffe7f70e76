package import Conversations
import Knowledge
package import Learning

extension Store {
    package func keep(_ expectation: Expectation) async throws(JournalError) {
        try await write { sql in
            _ = try sql.execute(
                """
                INSERT INTO expectation (site, conversation, seq, article, at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT DO NOTHING
                """,
                [
                    .int(Self.site), .text(expectation.question.conversation.value),
                    .int(expectation.question.seq), .text(expectation.article?.value ?? ""),
                    .int(expectation.at.milliseconds),
                ])
        }
    }

    /// What was said of each question, the latest `limit` of all.
    package func expectations(limit: Int) async throws(JournalError) -> [EscalationID: [Expectation]] {
        let all = try await read { sql in
            try sql.query(
                """
                SELECT conversation, seq, article, at FROM expectation WHERE site = $1
                ORDER BY at DESC, conversation, seq, article LIMIT $2
                """, [.int(Self.site), .int(max(0, limit))]
            ) { row in
                Expectation(
                    question: EscalationID(
                        conversation: try row.value(0, ConversationID.init), seq: try row.int(1)),
                    article: ArticleID(try row.text(2)), at: Timestamp(milliseconds: try row.int64(3)))
            }
        }
        return Dictionary(grouping: all, by: \.question)
    }
}
