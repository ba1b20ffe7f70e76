import BatonTesting
import Conversations
import Identity
import Learning
import Storage
import Testing

/// Escalations and gaps on each database.
@Suite struct EscalationTests {
    /// A question that was handed over.
    private func handedOver(_ store: Store, _ number: Int) async throws -> Desk {
        let desk = try Desk(store, conversation: "conversation-\(number)", visitor: "visitor-\(number)")
        desk.clock.advance(seconds: number)
        try await desk.send("message-\(number)")
        let decision = Decision(
            question: [try id("message-\(number)")], outcome: .handOff, reason: .missingKnowledge,
            snapshot: "abc",
            candidates: [.init(article: "install", revision: 1, passage: 0, score: 9, coverage: 1)])
        let before = try await desk.existing()
        let change = before.handOff(
            decision, reason: .missingKnowledge, visitorSeq: before.visitorSeq, online: 0, shown: nil,
            at: desk.clock.now())
        _ = try await store.append(try #require(change))
        return desk
    }

    private func all(_ store: Store) async throws -> [FiledEscalation] {
        try await store.escalations(since: Timestamp(milliseconds: 0), limit: 100)
    }

    private func catchUp(_ store: Store, until isDone: ([FiledEscalation]) -> Bool) async throws {
        try await eventually {
            let piece = try await store.escalationsDue(limit: 100)
            var made: [ConversationID: [Escalation]] = [:]
            for id in piece.conversations {
                made[id] = EscalationFold.escalations(of: try await store.escalationEvents(of: id))
            }
            if !piece.isEmpty { #expect(try await store.keep(made, after: piece)) }
            return isDone(try await all(store)) ? () : nil
        }
    }

    private func change(_ store: Store, _ edit: (inout GapChange) -> Void) async throws -> Bool {
        var change = GapChange(version: try await store.gapsVersion())
        edit(&change)
        return try await store.keep(change)
    }

    @Test(arguments: Backend.allCases)
    func `escalations follow the log, and stay where they were put`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try await handedOver(store, 1001)
            _ = try await handedOver(store, 1002)
            try await catchUp(store) { $0.count == 2 }
            let found = try await all(store)
            #expect(found.map { $0.escalation.causes } == [[.handedOver], [.handedOver]])
            #expect(found.allSatisfy { $0.gap == nil && !$0.isPinned })
            let gap = GapID(of: "a gap")
            let id = try #require(found.last).id
            #expect(try await change(store) { $0.moves[id] = .init(gap: gap, isPinned: true) })
            try await desk.accept("accept-01")
            try await desk.reply("reply-001", "So.")
            try await desk.resolve("resolve-1")
            try await catchUp(store) { $0.last?.escalation.ending == .resolved }
            let kept = try #require(try await all(store).last)
            #expect(kept.gap == gap && kept.isPinned && kept.escalation.replies.count == 1)
            #expect(try await store.escalations(of: gap, limit: 10) == [kept])
        }
    }

    @Test(arguments: Backend.allCases)
    func `what an account is worth is known of verified visitors whose questions failed`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            for number in [1001, 1002] { _ = try await handedOver(store, number) }
            try await catchUp(store) { $0.count == 2 }
            let at = Timestamp(milliseconds: 1_000)
            let attributes = ["mrr": "1200.5", "plan": "team"]
            for (number, isVerified) in [(1001, true), (1002, false), (1003, true)] {
                let profile = VisitorProfile(
                    name: nil, email: nil, attributes: attributes, isVerified: isVerified)
                try await store.take(profile, of: try id("visitor-\(number)"), at: at)
            }
            func values(_ name: String, since: Int64 = 0, limit: Int = 9) async throws -> [Double] {
                try await store.accountValues(
                    of: name, since: Timestamp(milliseconds: since), limit: limit
                ).map { $0.key.value == "conversation-1001" ? $0.value : .nan }
            }
            #expect(try await values("mrr") == [1200.5])
            #expect(try await values("plan").isEmpty)
            #expect(try await values("size").isEmpty)
            #expect(try await values("mrr", since: .max).isEmpty)
            #expect(try await values("mrr", limit: 0).isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `of two that change gaps at once the second changes nothing`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let version = try await store.gapsVersion()
            let at = Timestamp(milliseconds: 1_000)
            var first = GapChange(version: version)
            first.gaps = [Gap(id: GapID(of: "one"), at: at)]
            var second = GapChange(version: version)
            second.gaps = [Gap(id: GapID(of: "two"), at: at)]
            #expect(try await store.keep(first))
            #expect(try await store.keep(second) == false)
            #expect(try await store.gaps(limit: 10).map(\.id) == [GapID(of: "one")])
            #expect(try await store.gap(GapID(of: "one"))?.state == .open)
            #expect(try await store.gap(GapID(of: "two")) == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `vectors are kept for each embedder, and each question is asked for once`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            _ = try await handedOver(store, 1001)
            _ = try await handedOver(store, 1002)
            try await catchUp(store) { $0.count == 2 }
            let start = Timestamp(milliseconds: 0)
            func due(_ embedder: String) async throws -> [EscalationID] {
                try await store.escalationsWithoutVector(embedder: embedder, since: start, limit: 10).map(
                    \.id)
            }
            let ids = try await due("a")
            #expect(ids.count == 2)
            try await store.keep([EscalationVector(id: ids[0], vector: [0.6, 0.8])], embedder: "a")
            // Nothing for a question that is gone.
            let gone = EscalationID(conversation: try id("conversation-9"), seq: 1)
            try await store.keep([EscalationVector(id: gone, vector: [1, 0])], embedder: "a")
            #expect(try await due("a") == [ids[1]])
            #expect(try await due("b").count == 2)
            let kept = try await store.escalationVectors(embedder: "a", since: start, limit: 10)
            #expect(kept == [EscalationVector(id: ids[0], vector: [0.6, 0.8])])
        }
    }

    @Test(arguments: Backend.allCases)
    func `a question that is like none is not asked for again, and has no gap`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            for number in 1001...1003 { _ = try await handedOver(store, number) }
            try await catchUp(store) { $0.count == 3 }
            let start = Timestamp(milliseconds: 0)
            func homeless() async throws -> [EscalationVector] {
                try await store.homelessVectors(embedder: "a", since: start, limit: 10)
            }
            // Without a vector nobody can say where it belongs.
            #expect(try await homeless().isEmpty)
            let ids = try await all(store).map(\.id)
            let vectors = [
                EscalationVector(id: ids[2], vector: []), EscalationVector(id: ids[1], vector: [1, 0]),
            ]
            try await store.keep(vectors, embedder: "a")
            #expect(try await homeless() == vectors)
            #expect(
                try await change(store) {
                    $0.moves[ids[2]] = .init(gap: nil, isPinned: false)
                    $0.moves[ids[1]] = .init(gap: GapID(of: "a gap"), isPinned: false)
                })
            #expect(try await homeless().isEmpty)
            #expect(try await store.escalation(ids[2])?.gap == nil)
            #expect(try await store.escalation(ids[1])?.gap == GapID(of: "a gap"))
            let gone = EscalationID(conversation: try id("conversation-9"), seq: 1)
            #expect(try await store.escalation(gone) == nil)
        }
    }
}
