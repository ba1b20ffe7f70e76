import BatonTesting
import Calibration
import Conversations
import Learning
import Storage
import Testing

/// What is counted after publications, on each database.
@Suite struct ProgressTests {
    @Test(arguments: Backend.allCases)
    func `asked questions say how they went and where they were put, the newest first`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            for number in 1...3 { try await ask(store, number, isAnswered: number == 2) }
            try await catchUp(store)
            let all = try await store.askedQuestions(since: Timestamp(milliseconds: 0), limit: 10)
            #expect(all.map(\.isAnswered) == [false, true, false])
            #expect(all.map(\.hasFailed) == [true, false, true])
            #expect(all.allSatisfy { $0.candidate == "install" && $0.gap == nil })
            #expect(all[1].isSolved && all.allSatisfy(\.isSettled))
            let gap = GapID(of: "a gap")
            var change = GapChange(version: try await store.gapsVersion())
            change.moves[all[2].id] = .init(gap: gap, isPinned: false)
            #expect(try await store.keep(change))
            #expect(try await store.askedQuestions(since: all[2].at, limit: 10).last?.gap == gap)
            #expect(try await store.askedQuestions(since: all[0].at, limit: 10).count == 1)
            #expect(try await store.askedQuestions(since: all[2].at, limit: 2).count == 2)
            // What is in no gap is not counted among gaps.
            let failed = try await store.failedMoments(since: Timestamp(milliseconds: 0), limit: 10)
            #expect(failed == [FailedMoment(gap: gap, at: all[2].at)])
        }
    }

    private func ask(_ store: Store, _ number: Int, isAnswered: Bool) async throws {
        let desk = try Desk(store, conversation: "conversation-\(number)", visitor: "visitor-\(number)")
        desk.clock.advance(seconds: number)
        try await desk.send("message-\(number)")
        let decision = Decision(
            question: [try id("message-\(number)")], outcome: isAnswered ? .answer : .handOff,
            reason: isAnswered ? nil : .missingKnowledge, snapshot: "abc",
            candidates: [.init(article: "install", revision: 1, passage: 0, score: 9, coverage: 1)])
        if isAnswered {
            try await desk.startAnswer("answer-\(number)0")
            let message = Message(id: try id("answer-\(number)0"), author: .assistant, text: "So.")
            let answered = EventBody.Answered(answer: message.id, citations: [], asksIfHelped: true)
            let change = try await desk.existing().finishAnswer(
                answered, text: message, decision: decision, at: desk.clock.now())
            _ = try await store.append(try #require(change))
        } else {
            let before = try await desk.existing()
            let change = before.handOff(
                decision, reason: .missingKnowledge, visitorSeq: before.visitorSeq, online: 0, shown: nil,
                at: desk.clock.now())
            _ = try await store.append(try #require(change))
        }
    }

    /// Outcomes and escalations of all that is in the log.
    private func catchUp(_ store: Store) async throws {
        try await eventually {
            let piece = try await store.escalationsDue(limit: 100)
            var made: [ConversationID: [Escalation]] = [:]
            for id in piece.conversations {
                made[id] = EscalationFold.escalations(of: try await store.escalationEvents(of: id))
            }
            if !piece.isEmpty { #expect(try await store.keep(made, after: piece)) }
            let due = try await store.outcomesDue(limit: 100)
            var outcomes: [ConversationID: [Outcome]] = [:]
            for id in due.conversations {
                outcomes[id] = OutcomeFold.outcomes(of: try await store.outcomeEvents(of: id))
            }
            if !due.isEmpty { #expect(try await store.keep(outcomes, after: due)) }
            let start = Timestamp(milliseconds: 0)
            let asked = try await store.askedQuestions(since: start, limit: 9).count
            let failed = try await store.escalations(since: start, limit: 9).count
            return asked == 3 && failed == 2 ? () : nil
        }
    }
}
