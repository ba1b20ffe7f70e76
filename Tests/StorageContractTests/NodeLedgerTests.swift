import Conversations
import Nodes
import Storage
import Testing

@Suite struct NodeLedgerTests {
    @Test(arguments: Backend.allCases)
    func `heartbeats of nodes and agents are kept, the latest of each`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let (ada, bob): (AgentID, AgentID) = (try id("agent-ada"), try id("agent-bob"))
            try await store.beat(beat("a", 1), heard: [ada: moment(10), bob: moment(10)], left: [:])
            try await store.beat(beat("b", 1), heard: [ada: moment(9)], left: [:])
            try await store.beat(beat("a", 3), heard: [bob: moment(12)], left: [:])
            let beats = try await store.beats()
            #expect(Set(beats.nodes) == [beat("a", 3), beat("b", 1)])
            #expect(beats.agents == [ada: moment(10), bob: moment(12)])
        }
    }

    @Test(arguments: Backend.allCases)
    func `who left is forgotten unless another node heard them later`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let (ada, bob): (AgentID, AgentID) = (try id("agent-ada"), try id("agent-bob"))
            try await store.beat(beat("a", 1), heard: [ada: moment(10), bob: moment(10)], left: [:])
            try await store.beat(beat("b", 1), heard: [bob: moment(11)], left: [:])
            try await store.beat(beat("a", 2), heard: [:], left: [ada: moment(10), bob: moment(10)])
            #expect(try await store.beats().agents == [bob: moment(11)])
            try await store.forget(nodes: ["a", "nobody"])
            #expect(try await store.beats().nodes == [beat("b", 1)])
        }
    }

    @Test(arguments: Backend.allCases)
    func `what advanced behind a mark is found once, the latest first`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let beginning = LogCursor.beginning
            for number in 1...3 { try await send(store, number, "message-1") }
            let mark = try await settledEnd(of: store)
            for number in [4, 2, 2] { try await send(store, number, "message-\(number)\(mark.position)") }
            func advanced(_ mark: LogCursor, _ limit: Int) async throws -> [String] {
                try await store.advanced(since: mark, limit: limit).map { "\($0.value.suffix(1))" }
            }
            // Transactions of other databases may hold the mark back: then more is found, but never less.
            #expect(try await advanced(mark, 10).prefix(2) == ["2", "4"])
            #expect(try await advanced(mark, 1) == ["2"])
            #expect(try await advanced(beginning, 10) == ["2", "4", "3", "1"])
        }
    }

    /// Transactions in other databases of a server hold the end of the log back for a moment.
    private func settledEnd(of store: Store) async throws -> LogCursor {
        for _ in 0..<10_000 {
            let end = try await store.logEnd()
            if try await store.advanced(since: end, limit: 1).isEmpty { return end }
        }
        return try await store.logEnd()
    }

    private func send(_ store: Store, _ number: Int, _ message: String) async throws {
        let desk = try Desk(store, conversation: "conversation-\(number)")
        let already = try await desk.state()?.seq ?? 0
        try await desk.send("\(message)-\(already)")
    }

    @Test(arguments: Backend.allCases)
    func `the first to propose something is who all agree with`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let before = try await store.agreement(on: "vault_key", proposing: nil)
            #expect(before == nil)
            let agreed = await withTaskGroup(of: String?.self) { group in
                for number in 0..<8 {
                    group.addTask { try? await store.agreement(on: "vault_key", proposing: "key \(number)") }
                }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            let kept = try await store.agreement(on: "vault_key", proposing: nil)
            #expect(kept != nil && agreed == [kept])
        }
    }

    private func beat(_ node: String, _ second: Int) -> NodeBeat {
        NodeBeat(node: node, version: "1", startedAt: moment(0), at: moment(second))
    }

    private func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
}
