import BatonTesting
import Conversations
import Storage
import Testing

/// What happens to askers and to what they were promised when the server goes away.
@Suite struct OutageTests {
    @Test(arguments: ["stop", "kill"])
    func `appends wait for a server that is started again, and each is stored once`(_ end: String)
        async throws
    {
        let (script, address) = try await PostgresScript.started(["--durable"])
        let store = try await Store.open(
            .postgres(address), options: .testing { $0.patienceMilliseconds = 60_000 })
        for number in 0..<8 { try await Visitor(store, number).send("message-0") }
        let isAway = Flag()
        let acknowledged = try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
            for number in 0..<8 {
                group.addTask {
                    let visitor = try Visitor(store, number)
                    var (sent, after) = (["message-0"], 0)
                    // On until twenty went through behind the restart, so that the outage lies in the middle.
                    while after < 20 {
                        let name = "message-\(sent.count)"
                        if !isAway.isRaised { after += 1 }
                        _ = try await visitor.send(name)
                        sent.append(name)
                    }
                    return (number, sent)
                }
            }
            #expect(await script.answer(to: end) != nil)
            #expect(await script.answer(to: "start") == "started")
            isAway.lower()
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (number, sent) in acknowledged {
            #expect(try await Visitor(store, number).written(in: store) == sent)
        }
        #expect(try await store.verifyReadModels() == [])
        await store.close()
    }

    @Test func `while the server stays away askers hear it in time, and it is found again by itself`()
        async throws
    {
        let (script, address) = try await PostgresScript.started()
        let store = try await Store.open(
            .postgres(address), options: .testing { $0.patienceMilliseconds = 300 })
        let visitor = try Visitor(store, 1)
        try await visitor.send("message-0")
        _ = await script.answer(to: "kill")
        let change = try await change("message-1", of: visitor, expecting: nil)
        await #expect(throws: JournalError.unavailable(.away)) { try await store.append(change) }
        await #expect(throws: JournalError.unavailable(.away)) {
            try await store.conversation(visitor.conversation, in: .visitor(visitor.visitor))
        }
        await #expect(throws: JournalError.unavailable(.away)) { try await store.checkWritable() }
        // Nobody waits out the patience again: a thousand askers are told at once.
        let told = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1000 {
                group.addTask { (try? await store.settings()) == nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(told == 1000)
        #expect(await script.answer(to: "start") == "started")
        _ = try await eventually { try? await visitor.send("message-1") }
        #expect(try await visitor.written(in: store) == ["message-0", "message-1"])
        await store.close()
    }

    /// Made without asking the store, which may be away.
    private func change(_ name: String, of visitor: Visitor, expecting existing: Conversation?) async throws
        -> Change
    {
        try Conversation.receive(
            Message(id: try id(name), author: .visitor(visitor.visitor), text: "?"), from: visitor.visitor,
            in: try id("conversation-new"), existing: existing, at: Timestamp(milliseconds: 5))
    }

    @Test func `connections that the server ends cost no acknowledged message and double none`() async throws
    {
        try await withDatabase { address in
            let store = try await Store.open(
                .postgres(address), options: .testing { $0.patienceMilliseconds = 60_000 })
            let isWriting = Flag()
            async let ends = endConnections(of: address, while: isWriting)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let visitor = try Visitor(store, number)
                        let names = (0..<60).map { "message-\($0)" }
                        for name in names { try await visitor.send(name) }
                        #expect(try await visitor.written(in: store) == names)
                    }
                }
                try await group.waitForAll()
            }
            isWriting.lower()
            let ended = try await ends
            #expect(ended > 0)
            #expect(try await store.verifyReadModels() == [])
            await store.close()
        }
    }

    /// Returns how many were ended.
    private func endConnections(of address: PostgresAddress, while flag: Flag) async throws -> Int {
        let own = try PostgresConnection.open(address)
        defer { own.close() }
        var ended = 0
        while flag.isRaised {
            ended += try own.query(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """, []
            ) { $0[0] }.count
            try own.execute("SELECT pg_sleep(0.05)", [])
            await Task.yield()
        }
        return ended
    }

    @Test func `a server that takes connections and says nothing is given up in time`() throws {
        let silent = try ScriptedMailServer(MailScript([.connect: [.holds]]))
        defer { silent.stop() }
        let address = try #require(PostgresAddress("postgres://baton@127.0.0.1:\(silent.port)/baton"))
        var limits = PostgresLimits()
        limits.connectSecondsMax = 2
        let refusal = #expect(throws: StoreError.self) {
            try PostgresConnection.open(address, limits: limits)
        }
        #expect(refusal?.description.contains("timeout expired") == true)
    }
}
