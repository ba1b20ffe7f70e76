import Conversations
import Learning

/// How escalations lie in their table.
package enum EscalationRow {
    private static let selection = "SELECT body, gap, is_pinned FROM escalation"

    /// For the query planner's test.
    package static let since =
        selection + " WHERE site = $1 AND at >= $2 ORDER BY at DESC, conversation DESC, seq DESC LIMIT $3"

    /// For the query planner's test.
    package static let ofGap =
        selection + " WHERE site = $1 AND gap = $2 ORDER BY at DESC, conversation DESC, seq DESC LIMIT $3"

    /// Looks at all of them: it is asked only after news.
    package static let withoutVector = """
        SELECT e.body FROM escalation e
        WHERE e.site = $1 AND e.at >= $3 AND NOT EXISTS (
            SELECT 1 FROM escalation_vector v
            WHERE v.site = e.site AND v.embedder = $2 AND v.conversation = e.conversation AND v.seq = e.seq)
        ORDER BY e.at DESC, e.conversation DESC, e.seq DESC
        LIMIT $4
        """

    /// For the query planner's test.
    package static let vectors = """
        SELECT conversation, seq, vector FROM escalation_vector
        WHERE site = $1 AND embedder = $2 AND at >= $3
        ORDER BY at DESC, conversation DESC, seq DESC
        LIMIT $4
        """

    /// For the query planner's test. A vector is looked up for each row: joined, a planner that does not know
    /// how few rows look for a gap would read all vectors.
    package static let homeless = """
        SELECT conversation, seq, vector FROM (
            SELECT e.conversation, e.seq, e.at, (
                SELECT v.vector FROM escalation_vector v
                WHERE v.site = e.site AND v.embedder = $2 AND v.conversation = e.conversation
                    AND v.seq = e.seq) AS vector
            FROM escalation e
            WHERE e.site = $1 AND e.gap IS NULL AND e.at >= $3) homeless
        WHERE vector IS NOT NULL
        ORDER BY at, conversation, seq
        LIMIT $4
        """

    /// For the query planner's test.
    package static let one = selection + " WHERE " + isOne

    /// For the query planner's test: other conversations of the same visitor.
    package static let besides = """
        SELECT id FROM conversation
        WHERE site = $1 AND id <> $2 AND updated_at >= $3
            AND visitor = (SELECT c.visitor FROM conversation c WHERE c.site = $1 AND c.id = $2)
        ORDER BY updated_at DESC, id DESC
        LIMIT $4
        """

    /// Where a question lies that is like no other: not `NULL`, which still looks for its gap.
    static let nowhere = ""

    static let seqs = "SELECT seq FROM escalation WHERE site = $1 AND conversation = $2"
    static let isOne = "site = $1 AND conversation = $2 AND seq = $3"

    /// It stays in the gap where it is.
    static let put = """
        INSERT INTO escalation (site, conversation, seq, at, gap, is_pinned, body)
        VALUES ($1, $2, $3, $4, NULL, 0, $5)
        ON CONFLICT (site, conversation, seq) DO UPDATE SET at = excluded.at, body = excluded.body
        """

    static let keepVector = """
        INSERT INTO escalation_vector (site, embedder, conversation, seq, at, vector)
        SELECT site, $2, conversation, seq, at, $5 FROM escalation
        WHERE site = $1 AND conversation = $3 AND seq = $4
        ON CONFLICT DO NOTHING
        """

    static func read(_ row: any Row) throws -> FiledEscalation {
        try filed(try OutcomeRow.decode(Escalation.self, try row.text(0)), row)
    }

    static func filed(_ escalation: Escalation, _ row: any Row) throws -> FiledEscalation {
        FiledEscalation(
            escalation,
            gap: try row.optionalText(1) == nowhere ? nil : try row.optionalValue(1, GapID.init),
            isPinned: try row.bool(2))
    }
}
