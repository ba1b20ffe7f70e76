import Conversations
import Storage
import Testing

@Suite struct QueryPlanTests {
    private static let hot: [(name: String, text: String, parameters: Int)] = [
        ("conversation", JournalQuery.conversation, 2), ("receipt", JournalQuery.receipt, 3),
        ("events", JournalQuery.events, 5), ("previous", JournalQuery.previous, 4),
        ("event", JournalQuery.event, 3), ("history", JournalQuery.history, 2),
        ("text", JournalQuery.text, 4),
        ("row", InboxQuery.row, 2), ("waiting", InboxQuery.waiting, 4), ("mine", InboxQuery.mine, 5),
        ("all", InboxQuery.all, 4), ("resolved", InboxQuery.resolved, 4),
        ("of a visitor", InboxQuery.ofVisitor, 3), ("counts", InboxQuery.counts, 2),
        ("search", InboxQuery.search(.sqlite), 4), ("accepted", InboxQuery.accepted, 3),
        ("author", JournalQuery.author, 3), ("profile", VisitorRow.profile, 2),
        ("to offer", InboxQuery.toOffer, 3),
        ("unanswered", Store.unansweredQuery, 2), ("vectors", VectorRow.vectorsQuery, 251),
        ("vector keys", VectorRow.keysQuery, 3),
    ]

    @Test func `every hot query finds its rows by an index and in their order`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            await store.close()
            let connection = try folder.connection()
            for query in Self.hot {
                let plan = try connection.query(
                    "EXPLAIN QUERY PLAN " + query.text, Array(repeating: .null, count: query.parameters)
                ) { try $0.text(3) }
                #expect(!plan.isEmpty)
                // One row that is no table's, for the counts side by side.
                let tables = plan.filter { $0 != "SCAN CONSTANT ROW" }
                #expect(tables.allSatisfy { !$0.hasPrefix("SCAN") }, "\(query.name): \(plan)")
                // Only the conversations without an answer are sorted: they are few.
                if query.name != "unanswered" {
                    #expect(plan.allSatisfy { !$0.contains("TEMP B-TREE") }, "\(query.name): \(plan)")
                }
            }
        }
    }

    @Test func `a query without an index is told apart`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            await store.close()
            let plan = try folder.connection().query(
                "EXPLAIN QUERY PLAN SELECT * FROM event WHERE actor = 'system' ORDER BY at", []
            ) { try $0.text(3) }
            #expect(plan.contains { $0.hasPrefix("SCAN") })
            #expect(plan.contains { $0.contains("TEMP B-TREE") })
        }
    }
}
