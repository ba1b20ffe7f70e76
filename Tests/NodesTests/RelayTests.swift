import BatonTesting
import Conversations
import Handoff
import Nodes
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RelayTests {
    @Test func `what is appended at one node is told at the other, and not back`() async throws {
        try await TwoNodes.run { nodes in
            let (there, echo) = (Signals(of: nodes.there.feed), Signals(of: nodes.here.feed))
            try await nodes.write("Hello", id: "message-1", at: nodes.here)
            try await eventually { there.seq == 2 ? () : nil }
            try await nodes.write("Again", id: "message-2", at: nodes.there)
            try await eventually { echo.seq == 3 ? () : nil }
            #expect(there.seq == 2, "a node hears of its own appends from itself")
        }
    }

    @Test func `typing, reading marks and deltas cross over in their order, once`() async throws {
        try await TwoNodes.run { nodes in
            let there = Signals(of: nodes.there.feed)
            let answer = testID(Message.self, "answer-0001")
            nodes.here.feed.tell(
                .typing(conversation: nodes.thread, by: .visitor(nodes.visitor), isTyping: true))
            for number in 1...20 {
                nodes.here.feed.tell(
                    .delta(conversation: nodes.thread, answer: answer, number: number, text: "\(number) "))
            }
            nodes.here.feed.tell(.seen(conversation: nodes.thread, by: .visitor(nodes.visitor), seq: 7))
            try await eventually { there.all.count == 22 ? () : nil }
            let numbers = there.all.compactMap { signal -> Int? in
                guard case .delta(_, _, let number, _) = signal else { return nil }
                return number
            }
            #expect(numbers == Array(1...20))
            #expect(nodes.there.feed.live(in: nodes.thread)?.number == 20)
            #expect(nodes.there.boards.seen.marks(of: nodes.thread).visitor?.seq == 7)
            #expect(Signals(of: nodes.here.feed).all.isEmpty)
        }
    }

    @Test func `whoever was deaf finds in the log what it missed`() async throws {
        try await TwoNodes.run { nodes in
            let (inbox, there) = (
                Signals(of: nodes.there.feed), Signals(of: nodes.there.feed, in: nodes.thread)
            )
            nodes.there.station.deafen()
            try await nodes.write("Hello", id: "message-1", at: nodes.here)
            try await nodes.write("Are you there?", id: "message-2", at: nodes.here)
            #expect(there.seq == 0)
            nodes.there.station.recover()
            try await eventually { there.seq == 3 && inbox.seq == 3 ? () : nil }
        }
    }

    @Test func `a mark that was made before is told to whoever comes later`() async throws {
        try await TwoNodes.run { nodes in
            _ = Signals(of: nodes.here.feed, in: nodes.thread)
            nodes.there.station.deafen()
            let actor = Actor.visitor(nodes.visitor)
            #expect(nodes.here.boards.seen.mark(nodes.thread, seq: 4, by: actor))
            nodes.here.feed.tell(.seen(conversation: nodes.thread, by: actor, seq: 4))
            nodes.there.station.recover()
            try await eventually {
                nodes.there.boards.seen.marks(of: nodes.thread).visitor?.seq == 4 ? () : nil
            }
        }
    }

    @Test func `viewers are known at the other node until they leave, or their node does`() async throws {
        try await TwoNodes.run { nodes in
            let (boards, ada) = (nodes.there.boards, nodes.ada)
            #expect(nodes.here.boards.viewers.enter(nodes.thread, ada))
            nodes.here.feed.tell(.viewersChanged(conversation: nodes.thread))
            try await eventually { boards.viewers.viewers(of: nodes.thread) == [ada] ? () : nil }
            #expect(nodes.here.boards.viewers.leave(nodes.thread, ada))
            nodes.here.feed.tell(.viewersChanged(conversation: nodes.thread))
            try await eventually { boards.viewers.viewers(of: nodes.thread).isEmpty ? () : nil }
            #expect(nodes.here.boards.viewers.enter(nodes.thread, ada))
            nodes.here.feed.tell(.viewersChanged(conversation: nodes.thread))
            try await eventually { boards.viewers.viewers(of: nodes.thread) == [ada] ? () : nil }
            nodes.there.relay.forget(["node-here"])
            #expect(boards.viewers.viewers(of: nodes.thread).isEmpty)
        }
    }

    @Test func `a viewer of whom nothing is said any more is forgotten after a minute`() async throws {
        try await TwoNodes.run { nodes in
            let boards = nodes.there.boards
            #expect(nodes.here.boards.viewers.enter(nodes.thread, nodes.ada))
            nodes.here.feed.tell(.viewersChanged(conversation: nodes.thread))
            try await eventually { boards.viewers.viewers(of: nodes.thread) == [nodes.ada] ? () : nil }
            let later = nodes.clock.now().advanced(bySeconds: 90)
            try await nodes.clock.advanceUntil(secondsMax: 90) { nodes.clock.now() >= later }
            #expect(boards.viewers.viewers(of: nodes.thread) == [nodes.ada], "it is said again")
            nodes.there.station.deafen()
            try await nodes.clock.advanceUntil(secondsMax: 90) {
                boards.viewers.viewers(of: nodes.thread).isEmpty
            }
        }
    }

    @Test func `an agent is present everywhere at once, and gone at once`() async throws {
        try await TwoNodes.run { nodes in
            nodes.here.boards.presence.beat(nodes.ada)
            try await eventually { nodes.there.boards.presence.online == [nodes.ada] ? () : nil }
            // What is not written down yet does not make it undone.
            try await nodes.there.pulse.beat()
            #expect(nodes.there.boards.presence.online == [nodes.ada])
            try await nodes.here.pulse.beat()
            try await nodes.there.pulse.beat()
            nodes.here.boards.presence.leave(nodes.ada)
            try await eventually { nodes.there.boards.presence.online.isEmpty ? () : nil }
            // What was written down before does not bring the agent back.
            try await nodes.there.pulse.beat()
            #expect(nodes.there.boards.presence.online.isEmpty)
        }
    }

    @Test func `a heartbeat that was not heard is read within seconds`() async throws {
        try await TwoNodes.run { nodes in
            nodes.there.station.deafen()
            nodes.here.boards.presence.beat(nodes.ada)
            try await nodes.clock.advanceUntil(secondsMax: 6) {
                nodes.there.boards.presence.online == [nodes.ada]
            }
        }
    }

    @Test func `a node that falls silent is noticed within ten seconds`() async throws {
        try await TwoNodes.run { nodes in
            let silent = NodeBeat(
                node: "node-silent", version: "1", startedAt: nodes.clock.now(), at: nodes.clock.now())
            try await nodes.ledger.beat(silent, heard: [:], left: [:])
            try await nodes.here.pulse.beat()
            #expect(!nodes.here.pulse.isDead("node-silent") && !nodes.here.pulse.isDead("node-there"))
            try await nodes.clock.advanceUntil(secondsMax: 10) { nodes.here.pulse.isDead("node-silent") }
            #expect(!nodes.here.pulse.isDead("node-there"))
        }
    }
}
