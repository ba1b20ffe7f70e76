import Conversations
import Handoff
import Storage
import Testing

@Suite struct ReadModelTests {
    @Test(arguments: Backend.allCases, [UInt64(1), 7, 2026])
    func `rebuilding from the events gives the live tables`(_ backend: Backend, seed: UInt64) async throws {
        try await backend.withStore { store in
            var walk = try RandomWalk(store, seed: seed)
            try await walk.run(steps: 250)
            #expect(walk.appended.count >= 10, "the walk must reach most kinds of event")
            #expect(try await store.verifyReadModels() == [])
            let live = try await store.page(.all, after: nil, limit: 200).rows
            #expect(live.count == RandomWalk.conversations)
            for row in live {
                let events = try await store.events(
                    of: row.conversation.id, after: 0, limit: 20_000, in: .system(reason: "test"))
                #expect(Conversation.folded(events.map(\.event)) == row.conversation)
            }
            try await store.rebuildReadModels()
            #expect(try await store.page(.all, after: nil, limit: 200).rows == live)
            #expect(try await store.verifyReadModels() == [])
        }
    }

    @Test(arguments: Backend.lasting)
    func `a row that went wrong is noticed and put right`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let store = try await place.open()
            for number in 1...4 {
                try await Desk(store, conversation: "conversation-\(number)").send("message-1")
            }
            let other = try place.connection()
            try other.script(
                """
                UPDATE conversation SET status = 'resolved' WHERE id = 'conversation-1';
                DELETE FROM conversation WHERE id = 'conversation-2';
                UPDATE conversation SET needs_answer = 0 WHERE id = 'conversation-3';
                """)
            let found = try await store.verifyReadModels()
            #expect(
                found == [
                    ReadModelDifference(conversation: "conversation-1", kind: .differs),
                    ReadModelDifference(conversation: "conversation-2", kind: .missing),
                    ReadModelDifference(conversation: "conversation-3", kind: .differs),
                ])
            try await store.rebuildReadModels()
            #expect(try await store.verifyReadModels() == [])
            try other.script("UPDATE stream SET seq = 5 WHERE id = 'conversation-4'")
            #expect(try await store.verifyReadModels().map(\.kind) == [.headDiffers])
            await store.close()
        }
    }
}
