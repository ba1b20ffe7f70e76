import Calibration
import Conversations
import Storage

/// A query that runs with every message, page or look of a background worker, as it is asked of
/// `ManyConversations`.
struct HotQuery: Sendable {
    let name: String
    let text: String
    let values: [Value]
    /// Rows that may be looked at in all tables together, whatever the number of conversations is.
    let rowsMax: Int
    /// Few rows are sorted, and no index could give their order.
    var sorts = false

    private static let site = Value.int(1)
    private static let start: Int64 = 1_700_000_000_000
    private static let one = Value.text(ManyConversations.id(400))
    private static let page = 51
    /// A conversation's row with its last text, its page's and its visitor's.
    private static let tablesOfRow = 5

    static func all(_ dialect: Dialect) -> [HotQuery] {
        log + inbox(dialect) + background + certainty + learning
    }

    private static let log = [
        HotQuery(
            name: "conversation", text: JournalQuery.conversation, values: [site, one], rowsMax: 1),
        HotQuery(
            name: "receipt", text: JournalQuery.receipt, values: [site, one, .text("message-2")], rowsMax: 1),
        HotQuery(
            name: "events", text: JournalQuery.events,
            values: [site, one, .int(0), .int(1), .int(100)], rowsMax: 2 * ManyConversations.eventsEach),
        HotQuery(
            name: "previous", text: JournalQuery.previous, values: [site, one, .int(4), .int(1)], rowsMax: 1),
        HotQuery(name: "event", text: JournalQuery.event, values: [site, one, .int(3)], rowsMax: 1),
        HotQuery(
            name: "history", text: JournalQuery.history, values: [site, one],
            rowsMax: ManyConversations.eventsEach),
        HotQuery(
            name: "author", text: JournalQuery.author, values: [site, one, .text("message-2")], rowsMax: 1),
        HotQuery(
            name: "text", text: JournalQuery.text,
            values: [site, one, .text("message-2"), .text("message")], rowsMax: 1),
        HotQuery(
            name: "profile", text: VisitorRow.profile, values: [site, .text("visitor-100400")], rowsMax: 1),
        HotQuery(
            name: "consent in vain", text: Store.consentQuery,
            values: [site, .text("visitor-100400"), .text(#"{"why":"person"}"#)], rowsMax: 3, sorts: true),
        HotQuery(
            name: "advanced", text: Store.advancedQuery,
            values: [
                .int(0), .int(Int64(ManyConversations.count * ManyConversations.eventsEach - 100)), .int(50),
            ],
            rowsMax: 100, sorts: true),
        HotQuery(
            name: "end of the log", text: Store.logEndQuery, values: [.int(.max)], rowsMax: 1),
    ]

    private static func inbox(_ dialect: Dialect) -> [HotQuery] {
        let last: [Value] = [.int(start + 50_000), .text("~")]
        let limit = Value.int(Int64(page))
        return [
            HotQuery(name: "row", text: InboxQuery.row, values: [site, one], rowsMax: tablesOfRow),
            HotQuery(
                name: "waiting", text: InboxQuery.waiting, values: [site, .int(0), .text(""), limit],
                rowsMax: page * tablesOfRow),
            HotQuery(
                name: "mine", text: InboxQuery.mine, values: [site] + last + [limit, .text("agent-105")],
                rowsMax: page * tablesOfRow),
            HotQuery(
                name: "all", text: InboxQuery.all, values: [site] + last + [limit],
                rowsMax: page * tablesOfRow),
            HotQuery(
                name: "resolved", text: InboxQuery.resolved, values: [site] + last + [limit],
                rowsMax: page * tablesOfRow),
            HotQuery(
                name: "of a visitor", text: InboxQuery.ofVisitor,
                values: [site, .text("visitor-100400"), limit], rowsMax: page * tablesOfRow),
            // All that waits and all that one agent has.
            HotQuery(
                name: "counts", text: InboxQuery.counts, values: [site, .text("agent-105")], rowsMax: 1_000),
            // Ten thousand conversations, each with its texts and its visitor.
            HotQuery(
                name: "search in vain", text: InboxQuery.search(dialect),
                values: [site, .text("%no such words%"), .int(10_000), .int(50)], rowsMax: 80_000),
            HotQuery(
                name: "search", text: InboxQuery.search(dialect),
                values: [site, .text("%IN%CART%"), .int(10_000), .int(50)], rowsMax: 10_001 + 50 * 6),
        ]
    }

    private static let certainty: [HotQuery] = {
        let last = Int64(ManyConversations.count * ManyConversations.eventsEach)
        let middle: [Value] = [.int(start + 10_000), .text(""), .int(0), .int(20)]
        return [
            HotQuery(
                name: "outcomes due", text: LogReading.due,
                values: [.int(0), .int(last - 100), .int(.max), .int(50)], rowsMax: 51),
            HotQuery(
                name: "nothing due in vain", text: LogReading.due,
                values: [.int(0), .int(last), .int(.max), .int(50)], rowsMax: 0),
            HotQuery(
                name: "outcome events", text: Store.outcomeReading.events, values: [site, one],
                rowsMax: ManyConversations.eventsEach),
            HotQuery(
                name: "outcomes", text: OutcomeRow.window, values: [site, .int(start), .int(500)],
                rowsMax: 501),
            HotQuery(
                name: "to judge", text: OutcomeRow.audits(.waiting), values: [site] + middle, rowsMax: 21),
            HotQuery(
                name: "judged", text: OutcomeRow.audits(.judged), values: [site] + middle, rowsMax: 21),
            HotQuery(
                name: "contested in vain", text: OutcomeRow.audits(.contested), values: [site] + middle,
                rowsMax: ManyConversations.outcomes / 20),
            HotQuery(
                name: "number to judge", text: OutcomeRow.waiting, values: [site, .int(100)], rowsMax: 101),
            HotQuery(
                name: "versions", text: Store.versionsQuery, values: [site, .int(50)], rowsMax: 51),
            HotQuery(
                name: "unanswered questions", text: Store.unansweredQuestionsQuery,
                values: [site, .text("embedder"), .int(100)], rowsMax: 101),
        ]
    }()

    private static let learning: [HotQuery] = {
        let latest: [Value] = [site, .text("embedder"), .int(start), .int(100)]
        let homeless = ManyConversations.escalations / 500
        return [
            HotQuery(
                name: "escalation events", text: Store.escalationReading.events, values: [site, one],
                rowsMax: ManyConversations.eventsEach),
            HotQuery(
                name: "escalations", text: EscalationRow.since, values: [site, .int(start), .int(100)],
                rowsMax: 101),
            HotQuery(
                name: "of a gap", text: EscalationRow.ofGap, values: [site, .text("gap-7"), .int(50)],
                rowsMax: 51),
            HotQuery(
                name: "one that failed", text: EscalationRow.one, values: [site, one, .int(4)], rowsMax: 1),
            HotQuery(name: "vectors that failed", text: EscalationRow.vectors, values: latest, rowsMax: 101),
            HotQuery(
                name: "homeless", text: EscalationRow.homeless, values: latest, rowsMax: 3 * homeless,
                sorts: true),
            HotQuery(
                name: "others of a visitor", text: EscalationRow.besides,
                values: [site, one, .int(start), .int(10)], rowsMax: 12),
            HotQuery(
                name: "phrasings", text: Store.phrasingsQuery,
                values: [site, .text("proposed"), .int(50)], rowsMax: 51),
            HotQuery(name: "gaps", text: Store.gapsQuery, values: [site, .int(50)], rowsMax: 51),
        ]
    }()

    private static let background: [HotQuery] = {
        let keys = (1...250).map { Value.text("key-\(100_000 + $0)") }
        return [
            // At most all that waits.
            HotQuery(
                name: "to offer", text: InboxQuery.toOffer, values: [site, .int(start + 50_000), .int(50)],
                rowsMax: ManyConversations.count / 200),
            HotQuery(
                name: "accepted", text: InboxQuery.accepted, values: [site, .int(start), .int(50)],
                rowsMax: 50 * (1 + 2 * ManyConversations.eventsEach)),
            HotQuery(
                name: "unanswered", text: Store.unansweredQuery, values: [site, .int(100)], rowsMax: 100,
                sorts: true),
            HotQuery(
                name: "mail due", text: MailRow.due,
                values: [site, .int(start + 1_000), .int(start + 1_000), .int(50)], rowsMax: 52, sorts: true),
            HotQuery(
                name: "audit", text: AuditRow.page, values: [.int(.max), site, .int(50)], rowsMax: 100),
            HotQuery(
                name: "vectors", text: VectorRow.vectorsQuery, values: [.text("embedder")] + keys,
                rowsMax: 250),
            HotQuery(
                name: "vector keys", text: VectorRow.keysQuery,
                values: [.text("embedder"), .text("key-100100"), .int(1_000)], rowsMax: 1_000),
        ]
    }()
}
