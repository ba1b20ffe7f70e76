package import Conversations
package import Mail

extension Store: MailQueue {
    package func mailDue(
        waitingSince moment: Timestamp, at now: Timestamp, limit: Int
    ) async throws(JournalError) -> [MailEntry] {
        try await read { sql in
            try sql.query(
                MailRow.due,
                [
                    .int(Self.site), .int(moment.milliseconds), .int(now.milliseconds), .int(max(0, limit)),
                ], MailRow.read)
        }
    }

    package func countMailAttempt(of entry: MailEntry, nextAt: Timestamp) async throws(JournalError) -> Bool {
        try await write { sql in
            // The attempts begin anew once a mail went out, and with them another wait.
            try sql.execute(
                """
                UPDATE mail_progress SET attempts = $1, next_at = $2
                WHERE site = $3 AND conversation = $4 AND attempts = $5 AND waiting_since = $6
                """,
                [
                    .int(entry.attempts + 1), .int(nextAt.milliseconds), .int(Self.site),
                    .text(entry.conversation.value), .int(entry.attempts),
                    .int(entry.waitingSince.milliseconds),
                ]) == 1
        }
    }

    package func settleMail(
        of id: ConversationID, upTo seq: Int, at now: Timestamp
    ) async throws(JournalError) {
        try await write { sql in
            try sql.execute(
                "DELETE FROM mail_progress WHERE site = $1 AND conversation = $2 AND last_seq <= $3",
                [.int(Self.site), .text(id.value), .int(seq)])
            // A reply that came meanwhile is a mail of its own, with its own wait.
            _ = try sql.execute(
                """
                UPDATE mail_progress SET waiting_since = $1, next_at = $1, attempts = 0
                WHERE site = $2 AND conversation = $3
                """, [.int(now.milliseconds), .int(Self.site), .text(id.value)])
        }
    }

    package func dropMail(waitingSince moment: Timestamp) async throws(JournalError) {
        let old = try await mailDue(waitingSince: moment, at: moment, limit: 1)
        // Asked first: a write every second for nothing would wear out the disk.
        guard !old.isEmpty else { return }
        try await write { sql in
            _ = try sql.execute(
                "DELETE FROM mail_progress WHERE site = $1 AND waiting_since <= $2",
                [.int(Self.site), .int(moment.milliseconds)])
        }
    }
}
