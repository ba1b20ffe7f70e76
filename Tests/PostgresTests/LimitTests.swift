import BatonTesting
import Conversations
import Identity
import Storage
import Testing

@Suite struct LimitTests {
    @Test func `a head that somebody else holds keeps its own appends waiting and no others`() async throws {
        try await withDatabase { address in
            let store = try await Store.open(
                .postgres(address), options: .testing { $0.lockMillisecondsMax = 300 })
            let held = try Visitor(store, 1)
            try await held.send("message-0")
            let other = try PostgresConnection.open(address, limits: .unhurried)
            try other.execute("BEGIN", [])
            try other.execute("SELECT 1 FROM stream WHERE id = $1 FOR UPDATE", [.text("conversation-1")])
            async let refused = (try? await held.send("message-1")) == nil
            for number in 2..<6 { try await Visitor(store, number).send("message-0") }
            let wasRefused = await refused
            #expect(wasRefused)
            try other.execute("ROLLBACK", [])
            other.close()
            try await held.send("message-1")
            #expect(try await held.written(in: store) == ["message-0", "message-1"])
            #expect(try await store.verifyReadModels() == [])
            await store.close()
        }
    }

    @Test func `a query that takes too long is ended and said so`() async throws {
        try await withDatabase { address in
            let store = try await Store.open(
                .postgres(address), options: .testing { $0.statementMillisecondsMax = 200 })
            let other = try PostgresConnection.open(address, limits: .unhurried)
            try other.execute("BEGIN", [])
            try other.execute("LOCK TABLE setting_value IN ACCESS EXCLUSIVE MODE", [])
            await #expect(throws: JournalError.unavailable(.tooSlow)) { try await store.settings() }
            try other.execute("ROLLBACK", [])
            other.close()
            #expect(try await store.settings().values.isEmpty)
            await store.close()
        }
    }

    @Test func `of two nodes that change settings at the same time one gets each version`() async throws {
        try await withDatabase { address in
            let nodes = [
                try await Store.open(.postgres(address), options: .testing(node: "node-a")),
                try await Store.open(.postgres(address), options: .testing(node: "node-b")),
            ]
            let rounds = 20
            for round in 0..<rounds {
                let won = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for (index, node) in nodes.enumerated() {
                        group.addTask {
                            try await node.change(
                                settings: ["greeting": "Hello \(index)"], expecting: Int64(round),
                                by: .commandLine, at: Timestamp(milliseconds: 5), entries: [])
                        }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(won == 1)
            }
            #expect(try await nodes[0].settings().version == Int64(rounds))
            for node in nodes { await node.close() }
        }
    }

    @Test func `a server without a free connection says what to do`() async throws {
        let (script, address) = try await PostgresScript.started([
            "--conf", "max_connections=6", "--conf", "superuser_reserved_connections=0", "--conf",
            "max_wal_senders=0",
        ])
        var taken: [PostgresConnection] = []
        let refusal = #expect(throws: StoreError.self) {
            for _ in 0..<7 { taken.append(try PostgresConnection.open(address)) }
        }
        #expect(refusal?.description.contains("max_connections") == true)
        for connection in taken { connection.close() }
        // The server counts a connection until its own process for it has ended.
        let store = try await eventually { try? await Store.open(.postgres(address), options: .testing()) }
        try await Visitor(store, 1).send("message-0")
        await store.close()
        _ = await script.answer(to: "stop")
    }

    @Test func `no message about a server shows the password`() throws {
        let address = try #require(
            PostgresAddress("postgres://ada:s3cret%21@127.0.0.1:1,[::1]:2/shop?sslmode=disable"))
        #expect(address.description == "postgres://ada@127.0.0.1:1,::1:2/shop")
        var said = ""
        dump(address, to: &said)
        let failure = #expect(throws: StoreError.self) { try PostgresConnection.open(address) }
        for text in [
            address.description, String(reflecting: address), said, failure?.description ?? "s3cret",
        ] {
            #expect(!text.contains("s3cret"))
        }
        #expect(PostgresAddress("postgres://%zz") == nil)
        #expect(PostgresAddress("mysql://localhost/shop") == nil)
    }
}
