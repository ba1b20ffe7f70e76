import Answering
import BatonTesting
import Conversations
import Testing

/// The whole way from a question to what stands in the log, with a real store in memory.
@Suite(.timeLimit(.minutes(2)))
struct ResponderTests {
    @Test func `a question that the articles answer is answered with its source`() async throws {
        try await Desk.withExtractive { desk in
            try await desk.ask("How do I install Baton?")
            let answered = try await desk.answered()
            #expect(answered.citations.first?.article == "install")
            let state = try await desk.state()
            #expect(state.status == .assistant && !state.needsAnswer && state.lease == nil)
        }
    }

    @Test func `a question that they do not answer goes to people with its reason and record`() async throws {
        try await Desk.withExtractive { desk in
            try await desk.ask("Can I pay with a credit card?")
            let bodies = try await desk.bodies {
                $0.contains { if case .handedOff = $0 { true } else { false } }
            }
            let decision = try #require(bodies.compactMap(\.decision).last)
            #expect(decision.outcome == .handOff)
            #expect(decision.reason == .missingKnowledge || decision.reason == .lowConfidence)
            #expect(!decision.snapshot.isEmpty && decision.measures["coverage"] != nil)
            #expect(decision.rules?.hasPrefix("rules@") == true && decision.rule == nil)
            #expect(try await desk.state().status == .queued)
        }
    }

    @Test func `a greeting gets a greeting, no search and no question whether it helped`() async throws {
        try await Desk.withExtractive { desk in
            try await desk.ask("Hello")
            let answered = try await desk.answered()
            #expect(answered.citations.isEmpty && !answered.asksIfHelped)
        }
    }

    @Test func `two messages in a burst are answered together`() async throws {
        try await Desk.withExtractive { desk in
            desk.feed.tell(.typing(conversation: desk.thread, by: .visitor(desk.ada), isTyping: true))
            try await desk.ask("Hello")
            try await desk.ask("How do I install Baton?")
            desk.feed.tell(.typing(conversation: desk.thread, by: .visitor(desk.ada), isTyping: false))
            try await desk.clock.advanceUntil(secondsMax: 20) { try await desk.state().lastAnswer != nil }
            let decisions = try await desk.bodies { _ in true }.compactMap(\.decision)
            #expect(decisions.count == 1)
            #expect(decisions.first?.question.count == 2)
        }
    }

    @Test func `typing holds an answer back, but not for ever`() async throws {
        try await Desk.withExtractive { desk in
            desk.feed.tell(.typing(conversation: desk.thread, by: .visitor(desk.ada), isTyping: true))
            try await desk.ask("How do I install Baton?")
            for _ in 0..<80 {
                desk.feed.tell(.typing(conversation: desk.thread, by: .visitor(desk.ada), isTyping: true))
                desk.clock.advance(milliseconds: 200)
                await Task.yield()
            }
            _ = try await desk.answered()
        }
    }

    @Test func `a person who takes over stops the answer and it is withdrawn`() async throws {
        try await Desk.withScripted { desk, script in
            try await desk.ask("How do I install Baton?")
            try await script.nextDraft()
            script.say("Clone the")
            try await desk.delta("Clone the")
            try await desk.accept()
            let bodies = try await desk.bodies {
                $0.contains { if case .answerInterrupted = $0 { true } else { false } }
            }
            #expect(!bodies.contains { if case .answered = $0 { true } else { false } })
            script.finish()
            #expect(try await desk.state().status == .assigned)
            #expect(try await desk.texts(.prefix) == ["Clone the"])
        }
    }

    @Test func `a visitor who writes again gets one answer to both messages`() async throws {
        try await Desk.withScripted { desk, script in
            try await desk.ask("How do I install Baton?")
            try await script.nextDraft()
            script.say("First words")
            try await desk.delta("First words")
            try await desk.ask("I mean: how do I install Baton?")
            try await script.nextDraft()
            script.say("All of it.")
            script.finish()
            _ = try await desk.answered()
            let bodies = try await desk.bodies { _ in true }
            #expect(bodies.count { if case .answered = $0 { true } else { false } } == 1)
            let interrupted = bodies.compactMap { body -> EventBody.Interrupted? in
                guard case .answerInterrupted(let interrupted) = body else { return nil }
                return interrupted
            }
            #expect(interrupted.map(\.why) == [.visitorWrote])
            #expect(bodies.compactMap(\.decision).last?.question.count == 2)
        }
    }

    @Test func `an answer that breaks off goes to a person and keeps what was shown`() async throws {
        try await Desk.withScripted { desk, script in
            try await desk.ask("How do I install Baton?")
            try await script.nextDraft()
            script.say("Clone the")
            try await desk.delta("Clone the")
            script.fail()
            let bodies = try await desk.bodies {
                $0.contains { if case .handedOff = $0 { true } else { false } }
            }
            #expect(bodies.compactMap(\.handedOff).map(\.reason) == [.modelFailure])
            #expect(try await desk.texts(.prefix) == ["Clone the"])
        }
    }

    @Test func `an answer that takes too long goes to a person`() async throws {
        try await Desk.withScripted { desk, script in
            try await desk.ask("How do I install Baton?")
            try await script.nextDraft()
            try await desk.clock.advanceUntil(secondsMax: 60) { try await desk.state().status == .queued }
            #expect(try await desk.state().reason == .modelFailure)
        }
    }

    @Test func `an answer that nobody finished before a restart is given after it`() async throws {
        try await Desk.withExtractive(orphan: true) { desk in
            let bodies = try await desk.bodies {
                $0.contains { if case .answered = $0 { true } else { false } }
            }
            #expect(
                bodies.contains {
                    if case .answerInterrupted(let gone) = $0 { gone.why == .lapsed } else { false }
                })
        }
    }
}

extension EventBody {
    var decision: Decision? {
        guard case .decided(let decision) = self else { return nil }
        return decision
    }

    var askedBack: AskedBack? {
        if case .askedBack(let asked) = self { asked } else { nil }
    }

    var handedOff: HandedOff? {
        guard case .handedOff(let handedOff) = self else { return nil }
        return handedOff
    }
}
