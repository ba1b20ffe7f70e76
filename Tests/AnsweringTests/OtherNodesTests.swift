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
            try await others.sweeps(10, desk.clock)
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
            try await others.sweeps(3, desk.clock)
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

        /// Lets the responder look this often at what is owed, with a second in between.
        func sweeps(_ count: Int, _ clock: ManualClock) async throws {
            for _ in 0..<count {
                let before = asked.load(ordering: .relaxed)
                try await clock.advanceUntil(secondsMax: 4) { asked.load(ordering: .relaxed) > before }
            }
        }
    }
}
