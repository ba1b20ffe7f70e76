import Storage

/// A hundred thousand conversations, as statements that both databases run in seconds.
///
/// Ids are scattered and the texts of one conversation lie apart, as they do when many people write at once:
/// a
/// planner that finds them side by side chooses other ways.
struct ManyConversations {
    static let count = 100_000
    static let visitors = 40_000
    static let eventsEach = 5
    static let vectors = 20_000
    static let outcomes = 20_000
    static let escalations = 20_000
    static let bytesEach = 388

    let dialect: Dialect

    static func id(_ number: Int) -> String { "conversation-\(10_000_000 + number * 7_654_321 % 9_999_991)" }

    func make(on connection: any SQL) throws {
        // Whether each row names one that is there is known, and would take most of the time.
        try connection.script(
            dialect == .sqlite
                ? "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF"
                : "SET session_replication_role = replica")
        for text in [streams, events, texts, requests, conversations, profiles, mails, audit, cachedVectors]
            + certainty + learning
        {
            try connection.script(text)
        }
        try connection.script("ANALYZE")
    }

    private let id = "'conversation-' || (10000000 + n.i * 7654321 % 9999991)"

    private func numbers(_ name: String = "n", from first: Int = 1, to last: Int) -> String {
        """
        \(name) (i) AS (
            SELECT CAST(\(first) AS BIGINT) UNION ALL SELECT i + 1 FROM \(name) WHERE i < \(last))
        """
    }

    private var streams: String {
        """
        INSERT INTO stream (site, id, kind, seq) WITH RECURSIVE \(numbers(to: Self.count))
        SELECT 1, \(id), 'conversation', \(Self.eventsEach) FROM n
        """
    }

    private var events: String {
        """
        INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body, txid)
        WITH RECURSIVE \(numbers(to: Self.count)), \(numbers("k", to: Self.eventsEach))
        SELECT 1, \(id), k.i,
            CASE k.i WHEN 1 THEN 'started' WHEN 2 THEN 'visitor_sent'
                WHEN 3 THEN CASE WHEN n.i % 20 = 0 THEN 'handed_off' ELSE 'answered' END
                WHEN 4 THEN CASE WHEN n.i % 20 = 0 THEN 'assigned' ELSE 'visitor_sent' END
                ELSE 'answered' END,
            1, 1700000000000 + n.i * 1000 + k.i, 'system', 0, '{"message":"message-1"}', 0
        FROM k CROSS JOIN n ORDER BY k.i, n.i
        """
    }

    private var texts: String {
        """
        INSERT INTO message_body (site, conversation, seq, message, kind, author, text, page, at)
        WITH RECURSIVE \(numbers(to: Self.count)), \(numbers("k", from: 2, to: Self.eventsEach))
        SELECT 1, \(id), k.i, 'message-' || k.i, 'message', 'assistant',
            'How do I put parcel number ' || n.i || ' into my cart again? It was there yesterday.', NULL,
            1700000000000 + n.i
        FROM k CROSS JOIN n ORDER BY k.i, n.i
        """
    }

    private var requests: String {
        """
        INSERT INTO client_request (site, conversation, client_id, seq, at)
        WITH RECURSIVE \(numbers(to: Self.count))
        SELECT 1, \(id), 'message-2', 2, 1700000000000 + n.i FROM n
        """
    }

    /// Of two hundred one waits, nine are with twenty agents; of two thousand one has no answer yet.
    private var conversations: String {
        """
        INSERT INTO conversation (site, id, visitor, started_at, seq, updated_at, status, agent, episode,
            visitor_seq, handled_seq, needs_answer, last_message, queued_at, contact_offered_at, has_contact,
            page_seq)
        WITH RECURSIVE \(numbers(to: Self.count))
        SELECT 1, \(id), 'visitor-' || (100000 + n.i % \(Self.visitors)), 1700000000000 + n.i,
            \(Self.eventsEach), 1700000000000 + n.i,
            CASE WHEN n.i % 200 = 0 THEN 'queued' WHEN n.i % 20 = 0 THEN 'assigned'
                WHEN n.i % 3 = 0 THEN 'assistant' ELSE 'resolved' END,
            CASE WHEN n.i % 20 = 0 AND n.i % 200 <> 0 THEN 'agent-' || (100 + n.i / 20 % 20) END, 1, 2, 3,
            CASE WHEN n.i % 2000 = 1 THEN 1 ELSE 0 END, 'message-5',
            CASE WHEN n.i % 200 = 0 THEN 1700000000000 + n.i END,
            CASE WHEN n.i % 400 = 0 THEN 1700000000000 + n.i END, 0, 4
        FROM n
        """
    }

    private var profiles: String {
        """
        INSERT INTO visitor_profile (site, visitor, name, email, is_verified, attributes, changed_at)
        WITH RECURSIVE \(numbers(to: Self.visitors))
        SELECT 1, 'visitor-' || (99999 + n.i), 'Ada ' || n.i, 'ada' || n.i || '@example.com', 0, '{}', 1
        FROM n
        """
    }

    private var mails: String {
        """
        INSERT INTO mail_progress (site, conversation, waiting_since, last_seq, attempts, next_at)
        WITH RECURSIVE \(numbers(to: 2_000))
        SELECT 1, \(id), 1700000000000 + n.i, 4, 0, 1700000000000 + n.i FROM n
        """
    }

    private var audit: String {
        """
        INSERT INTO audit_entry (site, at, actor, action, subject, detail)
        WITH RECURSIVE \(numbers(to: 50_000))
        SELECT 1, n.i, 'agent-100', 'sign_in', 'ada@example.com', '' FROM n
        """
    }

    /// A decision each; of ten one was drawn, of twenty one was judged. Few versions and questions.
    private var certainty: [String] {
        [
            """
            INSERT INTO outcome (site, conversation, seq, at, answer, confidence, is_held_back, audit_rate,
                question, measures, label, verdicts)
            WITH RECURSIVE \(numbers(to: Self.outcomes))
            SELECT 1, \(id), 4, 1700000000000 + n.i, 'answer-' || n.i, 0.5, 0,
                CASE WHEN n.i % 10 = 0 THEN 0.1 END, '[]', '{}', CASE WHEN n.i % 20 = 0 THEN 'right' END, '[]'
            FROM n
            """,
            """
            INSERT INTO confidence_version (site, name, made_at, body)
            WITH RECURSIVE \(numbers(to: 1_000)) SELECT 1, 'fit-' || n.i, n.i, '{}' FROM n
            """,
            """
            INSERT INTO unanswered_question (site, embedder, conversation, seq, at, vector, is_answered)
            WITH RECURSIVE \(numbers(to: 10_000))
            SELECT 1, 'embedder', \(id), 4, 1700000000000 + n.i,
                CAST('x' AS \(dialect == .sqlite ? "BLOB" : "BYTEA")), 0
            FROM n
            """,
        ]
    }

    /// Every five hundredth question looks for its gap.
    private var learning: [String] {
        let blob = dialect == .sqlite ? "BLOB" : "BYTEA"
        return [
            """
            INSERT INTO escalation (site, conversation, seq, at, gap, is_pinned, body)
            WITH RECURSIVE \(numbers(to: Self.escalations))
            SELECT 1, \(id), 4, 1700000000000 + n.i,
                CASE WHEN n.i % 500 = 0 THEN NULL WHEN n.i % 50 = 0 THEN '' ELSE 'gap-' || (n.i % 200) END,
                0, '{}'
            FROM n
            """,
            """
            INSERT INTO escalation_vector (site, embedder, conversation, seq, at, vector)
            WITH RECURSIVE \(numbers(to: Self.escalations))
            SELECT 1, 'embedder', \(id), 4, 1700000000000 + n.i, CAST('x' AS \(blob)) FROM n
            """,
            """
            INSERT INTO phrasing (site, conversation, seq, at, article, state, text)
            WITH RECURSIVE \(numbers(to: Self.escalations))
            SELECT 1, \(id), 4, 1700000000000 + n.i, 'install',
                CASE WHEN n.i % 100 = 0 THEN 'proposed' ELSE 'taken' END, 'How?'
            FROM n
            """,
            """
            INSERT INTO gap (site, id, changed_at, body)
            WITH RECURSIVE \(numbers(to: 200)) SELECT 1, 'gap-' || n.i, n.i, '{}' FROM n
            """,
        ]
    }

    private var cachedVectors: String {
        let bytes = "'\(String(repeating: "x", count: Self.bytesEach))'"
        return """
            INSERT INTO article_vector (embedder, content_key, vector, used_at)
            WITH RECURSIVE \(numbers(to: Self.vectors))
            SELECT 'embedder', 'key-' || (100000 + n.i),
                CAST(\(bytes) AS \(dialect == .sqlite ? "BLOB" : "BYTEA")), 1
            FROM n
            """
    }
}
