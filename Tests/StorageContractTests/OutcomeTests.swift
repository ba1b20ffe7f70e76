import BatonTesting
import Calibration
import Conversations
import Retrieval
import Storage
import Testing

@Suite struct OutcomeTests {
    /// A drawn answer in a conversation of its own.
    private func answered(
        _ store: Store, _ number: Int, confidence: Double = 0.9, drawn: Bool = true
    ) async throws -> Desk {
        let desk = try Desk(store, conversation: "conversation-\(number)", visitor: "visitor-\(number)")
        desk.clock.advance(seconds: number)
        try await desk.send("message-\(number)")
        try await desk.startAnswer("answer-\(number)-x")
        var decision = Decision(
            question: [try id("message-\(number)")], outcome: .answer, snapshot: "abc",
            candidates: [.init(article: "install", revision: 1, passage: 0, score: 9, coverage: 1)],
            measures: ["nearest_cosine": 0.5])
        decision.confidence = confidence
        decision.confidenceVersion = "hand-1"
        decision.threshold = 0.55
        decision.area = "billing"
        if drawn { decision.audit = .init(rate: 0.05) }
        let answer: MessageID = try id("answer-\(number)-x")
        let change = try await desk.existing().finishAnswer(
            .init(answer: answer, citations: [], asksIfHelped: true),
            text: Message(id: answer, author: .assistant, text: "So."), decision: decision,
            at: desk.clock.now())
        _ = try await store.append(try #require(change))
        return desk
    }

    private func judge(_ desk: Desk, _ number: Int, _ verdict: AnswerVerdict, as judge: String) async throws {
        let change = try await desk.existing().judge(
            try id("answer-\(number)-x"), as: verdict, saidBy: .assistant, by: try id(judge),
            client: try id("judge-\(number)-\(judge)"), at: desk.clock.now())
        _ = try await desk.store.append(change)
    }

    /// Takes the log in until the outcomes are as they should be. Transactions of other databases of the same
    /// server may hold it back for a while.
    private func catchUp(
        _ store: Store, limit: Int = 100, until isDone: ([Outcome]) -> Bool
    ) async throws {
        try await eventually {
            let due = try await store.outcomesDue(limit: limit)
            var made: [ConversationID: [Outcome]] = [:]
            for id in due.conversations {
                made[id] = OutcomeFold.outcomes(of: try await store.outcomeEvents(of: id))
            }
            if !due.isEmpty { #expect(try await store.keep(made, after: due)) }
            return isDone(try await all(store)) ? () : nil
        }
    }

    private func all(_ store: Store) async throws -> [Outcome] {
        try await store.outcomes(since: Timestamp(milliseconds: 0), limit: 100)
    }

    @Test(arguments: Backend.allCases)
    func `outcomes follow the log, and made anew from it they are the same`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = try await answered(store, 1001)
            _ = try await answered(store, 1002, drawn: false)
            try await catchUp(store, limit: 3) { $0.map(\.isWaiting) == [false, true] }
            try await judge(first, 1001, .right, as: "agent-ada")
            try await judge(first, 1001, .wrong, as: "agent-bob")
            try await catchUp(store) { $0.last?.verdicts.count == 2 }
            let kept = try await all(store)
            #expect(kept.last?.label == .contested)
            #expect(kept.last?.measures == ["nearest_cosine": 0.5] && kept.last?.area == "billing")
            try await store.forgetOutcomes()
            #expect(try await all(store).isEmpty)
            try await catchUp(store) { $0 == kept }
        }
    }

    @Test(arguments: Backend.allCases)
    func `of two that take in the same piece of the log the second changes nothing`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            _ = try await answered(store, 1001)
            let due = try await eventually {
                let due = try await store.outcomesDue(limit: 100)
                return due.conversations.isEmpty ? nil : due
            }
            let id = try #require(due.conversations.first)
            let made = [id: OutcomeFold.outcomes(of: try await store.outcomeEvents(of: id))]
            #expect(try await store.keep(made, after: due))
            #expect(try await store.keep([id: [Outcome]()], after: due) == false)
            #expect(try await all(store).count == 1)
        }
    }

    @Test(arguments: Backend.allCases)
    func `the queue of answers to judge is paged, the oldest first`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var desks: [Desk] = []
            for number in 1001...1005 { desks.append(try await answered(store, number)) }
            try await judge(desks[4], 1005, .wrong, as: "agent-ada")
            try await catchUp(store) { $0.count == 5 && $0.count(where: \.isWaiting) == 4 }
            let page = try await store.audits(.waiting, after: nil, limit: 3)
            #expect(page.map(\.conversation.value) == (1001...1003).map { "conversation-\($0)" })
            let rest = try await store.audits(.waiting, after: page.last.map(AuditPlace.init), limit: 3)
            #expect(rest.map(\.conversation.value) == ["conversation-1004"])
            #expect(try await store.audits(.judged, after: nil, limit: 3).count == 1)
            #expect(try await store.audits(.contested, after: nil, limit: 3).isEmpty)
            #expect(try await store.waitingAudits(limit: 3) == 3)
            let place = AuditPlace(at: page[0].at, conversation: page[0].conversation, seq: page[0].seq)
            #expect(AuditPlace(place.text) == place && AuditPlace("1.2") == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `thresholds are kept by whoever knew the last ones, and everybody hears of it`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let (before, counts) = (try await store.calibration(), try await store.changeCounts())
            #expect(before == CalibrationState())
            var state = before
            state.areas["billing"] = Standing(threshold: 0.7, basis: .audit, upperBound: 0.04)
            state.promise = ErrorPromise(errorMax: 0.05, certainty: 0.95)
            var version = ConfidenceVersion(
                .byHand, madeAt: Timestamp(milliseconds: 5), isTaken: true, why: "the first")
            version.from = Timestamp(milliseconds: 1)
            #expect(try await store.keep(state, insteadOf: before, with: version))
            #expect(try await store.keep(before, insteadOf: before, with: nil) == false)
            #expect(try await store.calibration() == state)
            #expect(try await store.changeCounts().calibration == counts.calibration + 1)
            #expect(try await store.version("hand-1") == version)
            try await store.add(version)
            #expect(try await store.versions(limit: 10) == [version])
        }
    }

    @Test(arguments: Backend.allCases)
    func `unanswered questions are remembered by what they came from, and forgotten`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let desk = try await answered(store, 1001)
            func question(_ seq: Int) -> UnansweredQuestion {
                UnansweredQuestion(
                    conversation: desk.conversation, seq: seq, at: Timestamp(milliseconds: Int64(seq)),
                    vector: [0.6, -0.8])
            }
            try await store.remember([question(3), question(5)], embedder: "words/1")
            try await store.remember([question(3)], embedder: "words/1")
            let kept = try await store.unansweredQuestions(embedder: "words/1", limit: 10)
            #expect(kept == [question(5), question(3)])
            #expect(try await store.unansweredQuestions(embedder: "words/2", limit: 10).isEmpty)
            try await store.settle([question(5)], embedder: "words/1")
            try await store.forget([question(3)], embedder: "words/1")
            let left = try await store.unansweredQuestions(embedder: "words/1", limit: 10)
            #expect(left.map(\.seq) == [5] && left.first?.isAnswered == true)
        }
    }
}
