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
    func `what changed since a moment is found, the latest first`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var moments: [Timestamp] = []
            for number in 1...4 {
                let desk = try Desk(store, conversation: "conversation-\(number)")
                desk.clock.advance(seconds: number)
                try await desk.send("message-1")
                moments.append(desk.clock.now())
            }
            #expect(
                try await store.changed(since: moments[1], limit: 10).map(\.value)
                    == ["conversation-4", "conversation-3", "conversation-2"])
            #expect(try await store.changed(since: moments[0], limit: 2).map(\.value) == [
                "conversation-4", "conversation-3",
            ])
        }
    }

    @Test(arguments: Backend.allCases)
    func `the first to propose something is who all agree with`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await store.agreement(on: "vault_key", proposing: nil) == nil)
            let agreed = await withTaskGroup(of: String?.self) { group in
                for number in 0..<8 {
                    group.addTask { try? await store.agreement(on: "vault_key", proposing: "key \(number)") }
                }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(agreed.count == 1)
            #expect(try await store.agreement(on: "vault_key", proposing: nil) == agreed.first ?? nil)
        }
    }

    private func beat(_ node: String, _ second: Int) -> NodeBeat {
        NodeBeat(node: node, version: "1", startedAt: moment(0), at: moment(second))
    }

    private func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
}
