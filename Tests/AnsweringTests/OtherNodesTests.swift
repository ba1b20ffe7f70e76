import Answering
import BatonTesting
import Conversations
import Synchronization
import Testing

/// What a responder leaves to other processes, and what it takes from them.
@Suite(.timeLimit(.minutes(2)))
struct OtherNodesTests {
    @Test func `the answer of a node that lives is left to it, that of a dead one is given at once`()
        async throws
    {
        let others = Others()
        try await Desk.withExtractive(orphan: true, nodes: others.nodes) { desk in
            try await others.sweeps(5, within: 14, desk.clock)
            #expect(try await desk.state().lease?.node == "dead-node")
            others.die()
            try await desk.clock.advanceUntil(secondsMax: 4) { try await desk.state().lease == nil }
            _ = try await desk.answered()
            let bodies = try await desk.events().map(\.event.body)
            #expect(bodies.count { if case .answered = $0 { true } else { false } } == 1)
            #expect(bodies.count { if case .answerInterrupted = $0 { true } else { false } } == 1)
        }
    }

    @Test func `a question that arrived elsewhere is taken up only when nobody else did`() async throws {
        let others = Others()
        try await Desk.withExtractive(nodes: others.nodes) { desk in
            // The store tells nobody: as if the message had arrived at another node.
            let elsewhere = Recorder(journal: desk.store, feed: Feed(), clock: desk.clock)
            try await desk.ask("How do I install Baton?", at: elsewhere)
            // Less than a question of another node is left to it.
            try await others.sweeps(2, within: 6, desk.clock)
            #expect(try await desk.state().needsAnswer)
            try await desk.clock.advanceUntil(secondsMax: 12) { try await desk.state().needsAnswer == false }
            _ = try await desk.answered()
        }
    }

    @Test func `a question that arrived here is answered at once, whoever else there is`() async throws {
        try await Desk.withExtractive(nodes: Others().nodes) { desk in
            try await desk.ask("How do I install Baton?")
            _ = try await desk.answered()
        }
    }

    /// Other nodes, all of them alive until they die.
    private final class Others: Sendable {
        private let areDead = Mutex(false)
        private let asked = Atomic(0)

        var nodes: AnsweringNodes {
            AnsweringNodes(
                own: "this-node",
                isAlone: { [self] in
                    asked.add(1, ordering: .relaxed)
                    return areDead.withLock(\.self)
                }, isDead: { [self] node in node != "this-node" && areDead.withLock(\.self) })
        }

        func die() { areDead.withLock { $0 = true } }

        /// Lets the responder look this often at what is owed, or fewer times, within so many seconds of the
        /// clock; a slow machine gets the time that it needs between two of them.
        func sweeps(_ count: Int, within seconds: Int, _ clock: ManualClock) async throws {
            let goal = asked.load(ordering: .relaxed) + count
            for _ in 0..<seconds where asked.load(ordering: .relaxed) < goal {
                let before = asked.load(ordering: .relaxed)
                clock.advance(seconds: 1)
                _ = try? await eventually(within: 1) {
                    asked.load(ordering: .relaxed) > before ? () : nil
                }
            }
            #expect(asked.load(ordering: .relaxed) > 0)
        }
    }
}
