import Conversations
import Handoff
import Storage
import Testing

@Suite struct ConcurrencyTests {
    @Test(arguments: Backend.allCases)
    func `two hundred appends at once leave every conversation without a gap`(_ backend: Backend) async throws
    {
        try await backend.withStore { store in
            let seqs = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let desk = try Desk(store, conversation: "conversation-\(number % 10)")
                        let recorder = Recorder(journal: store, feed: Feed(), clock: desk.clock)
                        let message = try desk.message("message-\(number)", "text \(number)")
                        // Twenty race in each conversation; each loser looks again until it is through.
                        while true {
                            do throws(Refusal) {
                                let receipt = try await recorder.record(
                                    desk.conversation, in: .visitor(desk.visitor), client: message.id
                                ) { existing, now throws(Refusal) in
                                    try Conversation.receive(
                                        message, from: desk.visitor, in: desk.conversation,
                                        existing: existing, at: now)
                                }
                                return (number % 10, receipt.seq)
                            } catch {
                                guard error == .unavailable else { throw error }
                            }
                        }
                    }
                }
                return try await group.reduce(into: [Int: [Int]]()) { $0[$1.0, default: []].append($1.1) }
            }
            for number in 0..<10 {
                #expect(seqs[number, default: []].sorted() == Array(2...21))
                let desk = try Desk(store, conversation: "conversation-\(number)")
                #expect(try await desk.events().map(\.event.seq) == Array(1...21))
                #expect(try await desk.events().compactMap(\.message).count == 20)
            }
            #expect(try await store.verifyReadModels() == [])
        }
    }

    @Test func `appends that wait together share a commit and one that fails fails alone`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let doomed = try Desk(store, conversation: "conversation-0")
            try await doomed.send("message-0")
            let stale = try await doomed.change("message-a", "too late")
            try await doomed.send("message-b")
            var changes: [Change] = []
            for number in 1...40 {
                let desk = try Desk(store, conversation: "conversation-\(number)")
                changes.append(try await desk.change("message-\(number)", "text"))
            }
            changes.insert(stale, at: 20)

            // While another process holds the file, the appends wait; then they go through together.
            let other = try folder.connection()
            try other.script("BEGIN IMMEDIATE")
            let before = store.commits
            let waiting = changes
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for change in waiting {
                    group.addTask {
                        do {
                            return try await !store.append(change).isRepeat
                        } catch JournalError.conflict {
                            return false
                        }
                    }
                }
                // Reads run on their own threads: by the time that these are through, the appends wait.
                for _ in 0..<20 { _ = try await doomed.state() }
                try other.script("ROLLBACK")
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 }.count == 40)
            #expect(outcomes.filter { !$0 }.count == 1)
            #expect(store.commits - before < 20)
            #expect(try await store.verifyReadModels() == [])
            #expect(try await store.page(.all, after: nil, limit: 200).rows.count == 41)
            await store.close()
        }
    }

    @Test(arguments: Backend.allCases)
    func `of two agents who accept at the same time one gets the conversation`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1")
            try await desk.requestPerson("request-1")
            let waiting = try await desk.existing()
            let changes = try ["agent-ada", "agent-bob"].map { name in
                try waiting.accept(
                    by: try id(name), client: try id("accept-" + name), online: [], at: desk.clock.now())
            }
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for change in changes {
                    group.addTask { (try? await store.append(change)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(accepted == 1)
            #expect(try await desk.existing().seq == waiting.seq + 1)
        }
    }

    @Test func `more appends than may wait are refused at once and the others are stored`() async throws {
        try await withFolder { folder in
            // The batch on its way waits for the file however long this machine takes to ask for the others.
            let options = StoreOptions.testing(busyMilliseconds: 60_000)
            let store = try await Store.open(.file(folder.database), options: options)
            let other = try folder.connection()
            try other.script("BEGIN IMMEDIATE")
            // One batch on its way, a full queue behind it, and a few more.
            let asked = 512 + 4096 + 100
            let outcomes = try await withThrowingTaskGroup(of: JournalError?.self) { group in
                for number in 0..<asked {
                    group.addTask {
                        let desk = try Desk(store, conversation: "conversation-\(number)")
                        let change = try Conversation.receive(
                            try desk.message("message-1", "text"), from: desk.visitor, in: desk.conversation,
                            existing: nil, at: desk.clock.now())
                        do throws(JournalError) {
                            _ = try await store.append(change)
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                // Nobody else can be through while the file is held.
                let first = try await group.next()
                #expect(first == .unavailable(.overloaded))
                try other.script("ROLLBACK")
                return try await group.reduce(into: [first ?? nil]) { $0.append($1) }
            }
            let stored = outcomes.filter { $0 == nil }.count
            let refused = outcomes.filter { $0 == JournalError.unavailable(.overloaded) }.count
            #expect(stored + refused == asked)
            #expect(stored >= 4096)
            let kept = try other.query("SELECT count(*) FROM stream", []) { $0[0] }
            #expect(kept == [.int(Int64(stored))])
            await store.close()
        }
    }
}
