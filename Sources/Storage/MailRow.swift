import Conversations
import Mail

/// A conversation's place in the queue of mails.
package enum MailRow {
    /// Written with the reply itself, so that no crash loses the mail that it may become.
    static func noting(_ change: Change) -> Statement? {
        guard change.after.hasContact else { return nil }
        let replies = zip((change.expecting + 1)..., change.events).filter { _, event in
            if case .agentSent = event.body { true } else { false }
        }
        guard let last = replies.last?.0 else { return nil }
        return Statement(
            """
            INSERT INTO mail_progress (site, conversation, waiting_since, last_seq, attempts, next_at)
            VALUES ($1, $2, $3, $4, 0, $3)
            ON CONFLICT (site, conversation) DO UPDATE SET last_seq = excluded.last_seq
            """,
            [
                .int(Store.site), .text(change.conversation.value), .int(change.at.milliseconds), .int(last),
            ])
    }

    /// For the query planner's test.
    package static let due = """
        SELECT conversation, last_seq, attempts, waiting_since FROM mail_progress
        WHERE site = $1 AND waiting_since <= $2 AND next_at <= $3
        ORDER BY waiting_since, conversation
        LIMIT $4
        """

    static func read(_ row: any Row) throws -> MailEntry {
        MailEntry(
            conversation: try row.value(0, ConversationID.init), lastSeq: try row.int(1),
            attempts: try row.int(2), waitingSince: Timestamp(milliseconds: try row.int64(3)))
    }
}
