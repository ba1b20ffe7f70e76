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
    func `what advanced behind a place in the log is found, page by page`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for number in 1...4 {
                try await Desk(store, conversation: "conversation-\(number)").send("message-1")
            }
            // Each conversation begins with an event of its own. Other databases of the server may hold the last
            // ones back for a moment.
            var (found, cursor) = ([String](), LogCursor.beginning)
            for _ in 0..<1000 where found.count < 4 {
                let page = try await store.advanced(after: cursor, limit: 4)
                #expect(page.conversations.count <= 2)
                found += page.conversations.map(\.value).filter { !found.contains($0) }
                #expect(page.next >= cursor)
                cursor = page.next
                await Task.yield()
            }
            #expect(found == (1...4).map { "conversation-\($0)" })
            #expect(try await store.advanced(after: cursor, limit: 4).conversations.isEmpty)
        }
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
