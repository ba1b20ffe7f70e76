import Conversations
import Handoff
import Storage
import Testing

/// Two stores on one PostgreSQL, as two processes have it.
@Suite struct NodesTests {
    private static let conversations = 4
    private static let writersPerNode = 8
    private static let messagesPerWriter = 125

    @Test(.timeLimit(.minutes(5)))
    func `two nodes race for few conversations: each seq is given once, nothing is lost, nobody deadlocks`()
        async throws
    {
        try await Backend.postgres.withPlace { place in
            let nodes = [
                try await place.open(.testing(node: "node-a")),
                try await place.open(.testing(node: "node-b")),
            ]
            let receipts = try await withThrowingTaskGroup(of: [String: [Int]].self) { group in
                for (number, node) in nodes.enumerated() {
                    for writer in 0..<Self.writersPerNode {
                        group.addTask { try await Self.write(to: node, as: "\(number)-\(writer)") }
                    }
                }
                return try await group.reduce(into: [:]) { all, some in all.merge(some, uniquingKeysWith: +) }
            }
            let sent = nodes.count * Self.writersPerNode * Self.messagesPerWriter
            #expect(receipts.values.map(\.count).reduce(0, +) == sent)
            for (conversation, seqs) in receipts {
                #expect(seqs.sorted() == Array(2...(seqs.count + 1)), "\(conversation)")
                let desk = try Desk(nodes[0], conversation: conversation)
                #expect(try await desk.existing().seq == seqs.count + 1)
            }
            for node in nodes {
                #expect(try await node.verifyReadModels() == [])
                await node.close()
            }
            let deadlocks = try place.connection().first(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", []
            ) { $0[0] }
            #expect(deadlocks == .int(0))
        }
    }

    /// The seqs of the receipts by conversation.
    private static func write(to store: Store, as writer: String) async throws -> [String: [Int]] {
        var receipts: [String: [Int]] = [:]
        let recorder = Recorder(journal: store, feed: Feed(), clock: ManualClock())
        for number in 0..<messagesPerWriter {
            let name = "conversation-\(number % conversations)"
            let desk = try Desk(store, conversation: name)
            let message = try desk.message("message-\(writer)-\(number)", "text \(number)")
            // The loser of a race looks again until it is through.
            while true {
                do throws(Refusal) {
                    let receipt = try await recorder.record(
                        desk.conversation, in: .visitor(desk.visitor), client: message.id
                    ) { existing, now throws(Refusal) in
                        try Conversation.receive(
                            message, from: desk.visitor, in: desk.conversation, existing: existing, at: now)
                    }
                    receipts[name, default: []].append(receipt.seq)
                    break
                } catch {
                    guard error == .unavailable else { throw error }
                }
            }
        }
        return receipts
    }

    @Test func `a text that comes on both nodes at once is stored once and both get the one receipt`()
        async throws
    {
        try await Backend.postgres.withPlace { place in
            let nodes = [
                try await place.open(.testing(node: "node-a")),
                try await place.open(.testing(node: "node-b")),
            ]
            try await Desk(nodes[0]).send("message-0")
            for number in 1...50 {
                let changes = try await [
                    Desk(nodes[0]).change("message-\(number)", "text"),
                    Desk(nodes[1]).change("message-\(number)", "text"),
                ]
                let seqs = try await withThrowingTaskGroup(of: Int.self) { group in
                    for (node, change) in zip(nodes, changes) {
                        group.addTask { try await node.append(change).seq }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(seqs == [number + 2, number + 2])
            }
            #expect(try await Desk(nodes[1]).existing().seq == 52)
            for node in nodes { await node.close() }
        }
    }

    @Test func `of appends that share a commit the one that fails fails alone`() async throws {
        try await Backend.postgres.withPlace { place in
            let store = try await place.open()
            let doomed = try Desk(store, conversation: "conversation-0")
            try await doomed.send("message-0")
            let stale = try await doomed.change("message-a", "too late")
            try await doomed.send("message-b")
            var waiting: [Change] = []
            for number in 1...40 {
                let desk = try Desk(store, conversation: "conversation-\(number)")
                waiting.append(try await desk.change("message-\(number)", "text"))
            }
            waiting.insert(stale, at: 20)
            // The commit on its way waits for a lock, and the others for it: then they go through together.
            let other = try place.connection()
            try other.script("BEGIN; LOCK TABLE stream IN SHARE ROW EXCLUSIVE MODE")
            let before = store.commits
            let changes = waiting
            let outcomes = try await withThrowingTaskGroup(of: JournalError?.self) { group in
                for change in changes {
                    group.addTask {
                        do throws(JournalError) {
                            _ = try await store.append(change)
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                // Reads run on their own connections: when these are through, the appends wait.
                for _ in 0..<20 { _ = try await doomed.state() }
                try other.script("ROLLBACK")
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count(where: { $0 == nil }) == 40)
            #expect(outcomes.filter { $0 != nil } == [.conflict])
            #expect(store.commits - before < 41)
            #expect(try await store.verifyReadModels() == [])
            #expect(try await store.page(.all, after: nil, limit: 200).rows.count == 41)
            await store.close()
        }
    }
}
