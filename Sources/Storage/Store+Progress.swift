package import Conversations
package import Learning

extension Store: ProgressLedger {
    /// Looks at all questions since then: for a page that is opened now and then.
    private static let askedQuery = """
        SELECT o.conversation, o.seq, o.at, o.candidate, o.answer, e.seq, NULLIF(e.gap, '')
        FROM outcome o LEFT JOIN escalation e
            ON e.site = o.site AND e.conversation = o.conversation AND e.seq = o.seq
        WHERE o.site = $1 AND o.at >= $2
        ORDER BY o.at DESC, o.conversation DESC, o.seq DESC
        LIMIT $3
        """

    /// Looks at all failures since then.
    private static let failedQuery = """
        SELECT gap, at FROM escalation WHERE site = $1 AND at >= $2 AND gap > ''
        ORDER BY at DESC, conversation DESC, seq DESC
        LIMIT $3
        """

    package func askedQuestions(
        since: Timestamp, limit: Int
    ) async throws(JournalError) -> [AskedQuestion] {
        try await read { sql in
            try sql.query(
                Self.askedQuery, [.int(Self.site), .int(since.milliseconds), .int(max(0, limit))]
            ) { row in
                AskedQuestion(
                    id: EscalationID(
                        conversation: try row.value(0, ConversationID.init), seq: try row.int(1)),
                    at: Timestamp(milliseconds: try row.int64(2)), candidate: try row.optionalText(3),
                    isAnswered: try row.optionalText(4) != nil, hasFailed: row[5] != .null,
                    gap: try row.optionalValue(6, GapID.init))
            }
        }
    }

    package func failedMoments(since: Timestamp, limit: Int) async throws(JournalError) -> [FailedMoment] {
        try await read { sql in
            try sql.query(
                Self.failedQuery, [.int(Self.site), .int(since.milliseconds), .int(max(0, limit))]
            ) { row in
                FailedMoment(
                    gap: try row.value(0, GapID.init), at: Timestamp(milliseconds: try row.int64(1)))
            }
        }
    }
}
