package import Conversations
package import Learning

extension Store: GapLedger {
    private static let versionName = "gaps"

    /// For the query planner's test.
    package static let gapsQuery = """
        SELECT body FROM gap WHERE site = $1 ORDER BY changed_at DESC, id DESC LIMIT $2
        """

    /// Looks at all questions since then: for a page that is opened now and then.
    private static let questionsByArticleQuery = """
        SELECT candidate, count(*) FROM outcome WHERE site = $1 AND at >= $2 AND candidate IS NOT NULL
        GROUP BY candidate
        """

    /// Looks at the failed questions since then, like the one above.
    private static let accountsQuery = """
        SELECT c.id, p.attributes FROM conversation c
        JOIN visitor_profile p ON p.site = c.site AND p.visitor = c.visitor
        WHERE c.site = $1 AND p.is_verified <> 0 AND c.id IN (
            SELECT conversation FROM escalation WHERE site = $1 AND at >= $2
        )
        LIMIT $3
        """

    package func gapsVersion() async throws(JournalError) -> Int64 {
        try await read { sql in try Self.version(on: sql) }
    }

    package func gaps(limit: Int) async throws(JournalError) -> [Gap] {
        try await read { sql in
            try sql.query(Self.gapsQuery, [.int(Self.site), .int(max(0, limit))]) { row in
                try OutcomeRow.decode(Gap.self, try row.text(0))
            }
        }
    }

    package func gap(_ id: GapID) async throws(JournalError) -> Gap? {
        try await read { sql in
            try sql.first(
                "SELECT body FROM gap WHERE site = $1 AND id = $2", [.int(Self.site), .text(id.value)]
            ) { try OutcomeRow.decode(Gap.self, try $0.text(0)) }
        }
    }

    package func keep(_ change: GapChange) async throws(JournalError) -> Bool {
        try await write { sql in
            guard try Self.version(on: sql) == change.version else { return false }
            for gap in change.gaps { try Self.put(gap, on: sql) }
            for (id, place) in change.moves {
                try sql.execute(
                    "UPDATE escalation SET gap = $4, is_pinned = $5 WHERE \(EscalationRow.isOne)",
                    [
                        .int(Self.site), .text(id.conversation.value), .int(id.seq),
                        .text(place.gap?.value ?? EscalationRow.nowhere), .bool(place.isPinned),
                    ])
            }
            try Meta.set(Self.versionName, to: String(change.version + 1), on: sql)
            return true
        }
    }

    package func questionsByArticle(since: Timestamp) async throws(JournalError) -> [String: Int] {
        try await read { sql in
            let rows = try sql.query(
                Self.questionsByArticleQuery, [.int(Self.site), .int(since.milliseconds)]
            ) { (try $0.text(0), try $0.int(1)) }
            return Dictionary(rows, uniquingKeysWith: { $1 })
        }
    }

    package func accountValues(
        of attribute: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [ConversationID: Double] {
        try await read { sql in
            let rows = try sql.query(
                Self.accountsQuery, [.int(Self.site), .int(since.milliseconds), .int(max(0, limit))]
            ) { row -> (ConversationID, Double)? in
                guard let id = ConversationID(try row.text(0)),
                    let text = try OutcomeRow.decode([String: String].self, try row.text(1))[attribute],
                    let value = Double(text.trimmingPrefix { $0 == " " })
                else { return nil }
                return (id, value)
            }
            return Dictionary(rows.compactMap(\.self), uniquingKeysWith: { $1 })
        }
    }

    private static func version(on sql: any SQL) throws -> Int64 {
        try Meta.value(versionName, on: sql).flatMap { Int64($0) } ?? 0
    }

    private static func put(_ gap: Gap, on sql: any SQL) throws {
        try sql.execute(
            """
            INSERT INTO gap (site, id, changed_at, body) VALUES ($1, $2, $3, $4)
            ON CONFLICT (site, id) DO UPDATE SET changed_at = excluded.changed_at, body = excluded.body
            """,
            [
                .int(site), .text(gap.id.value), .int(gap.changedAt.milliseconds),
                .text(try OutcomeRow.encode(gap)),
            ])
    }
}
