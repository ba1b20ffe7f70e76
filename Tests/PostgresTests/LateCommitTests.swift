import BatonTesting
import Conversations
import Storage
import Testing

/// Positions are handed out before a transaction commits: whoever remembers the highest would skip the late
/// ones.
///
/// The servers are these tests' own: transactions of other databases would hold the end of the log back as
/// well.
@Suite struct LateCommitTests {
    private static let insert = """
        INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
        VALUES (1, $1, 1, 'resolved', 1, 5, 'system', 0, '{}')
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
        let (script, address) = try await PostgresScript.started()
        let store = try await Store.open(.postgres(address), options: .testing())
        let start = try await store.logEnd()
        let late = try PostgresConnection.open(address, limits: .unhurried)
        let early = try PostgresConnection.open(address, limits: .unhurried)
        try begin(late, stream: "conversation-late")
        try begin(early, stream: "conversation-early")
        let both = [(late, "conversation-late"), (early, "conversation-early")]
        for (connection, stream) in lateHasTheLowerPosition ? both : both.reversed() {
            try connection.execute(Self.insert, [.text(stream)])
        }
        try early.execute("COMMIT", [])

        // What is there is seen, and the end does not move past what may still come before it.
        #expect(try await store.advanced(since: start, limit: 10).map(\.value) == ["conversation-early"])
        let meanwhile = try await store.logEnd()
        #expect(meanwhile == start)

        try late.execute("COMMIT", [])
        let found = Set(try await store.advanced(since: meanwhile, limit: 10).map(\.value))
        #expect(found == ["conversation-late", "conversation-early"])
        #expect(try await store.advanced(since: try await store.logEnd(), limit: 10).isEmpty)
        late.close()
        early.close()
        await store.close()
        _ = await script.answer(to: "stop")
    }

    @Test func `whoever looks from end to end while two nodes write misses no last event`() async throws {
        let (script, address) = try await PostgresScript.started()
        let nodes = [
            try await Store.open(.postgres(address), options: .testing(node: "node-a")),
            try await Store.open(.postgres(address), options: .testing(node: "node-b")),
        ]
        let (writers, messages) = (20, 12)
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
        #expect(seen.count == writers)
        // Each conversation begins with an event of its own.
        #expect(seen.values.allSatisfy { $0 == messages + 1 })
        for node in nodes { await node.close() }
        _ = await script.answer(to: "stop")
    }

    /// The seq of each conversation when it was last found to have advanced.
    private func follow(_ store: Store, while flag: Flag) async throws -> [ConversationID: Int] {
        var (seen, mark) = ([ConversationID: Int](), try await store.logEnd())
        while true {
            // Asked before the look: what is committed before the flag is lowered is found by the last look.
            let isLast = !flag.isRaised
            let end = try await store.logEnd()
            for id in try await store.advanced(since: mark, limit: 1_000) {
                seen[id] = try await store.conversation(id, in: .system(reason: "test"))?.seq
            }
            mark = end
            if isLast { return seen }
        }
    }
}
