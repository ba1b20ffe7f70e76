import BatonTesting
import Conversations
import Storage
import Testing

/// Positions are handed out before a transaction commits: whoever reads up to the highest would skip the late
/// ones.
@Suite struct LogTailTests {
    private static let insert = """
        INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
        VALUES (1, $1, $2, 'resolved', 1, 5, 'system', 0, '{}')
        """

    private func begin(_ connection: PostgresConnection, stream: String) throws {
        try connection.execute("BEGIN", [])
        try connection.execute(
            "INSERT INTO stream (site, id, kind, seq) VALUES (1, $1, 'conversation', 1)", [.text(stream)])
    }

    @Test(arguments: [true, false])
    func `an event whose transaction commits late is not skipped`(_ lateHasTheLowerPosition: Bool)
        async throws
    {
        // A server of its own: transactions of its other databases would hold the horizon back as well.
        let (script, address) = try await PostgresScript.started()
        let store = try await Store.open(.postgres(address), options: .testing())
        let start = try await store.logEnd()
        let (late, early) = (try PostgresConnection.open(address), try PostgresConnection.open(address))
        try begin(late, stream: "late")
        try begin(early, stream: "early")
        let order =
            lateHasTheLowerPosition
            ? [(late, "late"), (early, "early")] : [(early, "early"), (late, "late")]
        for (connection, stream) in order {
            try connection.execute(Self.insert, [.text(stream), .int(1)])
        }
        try early.execute("COMMIT", [])

        let positions = try early.query("SELECT position FROM event", []) { $0[0] }
        #expect(positions.count == 1)
        #expect(try await store.tail(after: start, limit: 10) == [])
        #expect(try await store.logEnd() == start)

        try late.execute("COMMIT", [])
        let events = try await store.tail(after: start, limit: 10)
        #expect(events.map(\.stream) == ["late", "early"])
        #expect(events.map(\.cursor) == events.map(\.cursor).sorted())
        let first = try #require(events.first)
        #expect(try await store.tail(after: first.cursor, limit: 10).map(\.stream) == ["early"])
        #expect(try await store.tail(after: start, limit: 1).map(\.stream) == ["late"])
        #expect(try await store.logEnd() == events.last?.cursor)
        late.close()
        early.close()
        await store.close()
        _ = await script.answer(to: "stop")
    }

    @Test func `whoever follows the log while four write sees every event once and in the streams' order`()
        async throws
    {
        let (script, address) = try await PostgresScript.started()
        let nodes = [
            try await Store.open(.postgres(address), options: .testing(node: "node-a")),
            try await Store.open(.postgres(address), options: .testing(node: "node-b")),
        ]
        let (writers, messages) = (4, 60)
        let isWriting = Flag()
        async let followed = follow(nodes[1], while: isWriting)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    let visitor = try Visitor(nodes[writer % 2], writer)
                    for number in 0..<messages { try await visitor.send("message-\(writer)-\(number)") }
                }
            }
            try await group.waitForAll()
        }
        isWriting.lower()
        let seen = try await followed
        // Each conversation begins with an event of its own.
        #expect(seen.count == writers * (messages + 1))
        #expect(Set(seen.map(\.cursor)).count == seen.count)
        for (_, events) in Dictionary(grouping: seen, by: \.stream) {
            #expect(events.map(\.seq) == Array(1...(messages + 1)))
        }
        for node in nodes { await node.close() }
        _ = await script.answer(to: "stop")
    }

    private func follow(_ store: Store, while flag: Flag) async throws -> [LoggedEvent] {
        var (seen, cursor) = ([LoggedEvent](), LogCursor.beginning)
        while true {
            // Asked before the look: what is committed before the flag is lowered is found by the last look.
            let isLast = !flag.isRaised
            let page = try await store.tail(after: cursor, limit: 17)
            seen += page
            cursor = page.last?.cursor ?? cursor
            if isLast, page.isEmpty { return seen }
        }
    }
}
