import Calibration
import Conversations
import Testing

@Suite struct OutcomeFoldTests {
    private static let ada = Actor.agent(id("agent-ada-1"))
    private static let bob = Actor.agent(id("agent-bob-1"))

    /// The events of one conversation, numbered as they come.
    private func fold(_ events: [(Actor, EventBody)]) -> [Outcome] {
        OutcomeFold.outcomes(
            of: events.enumerated().map { index, event in
                Event(
                    conversation: id("conversation-1"), seq: index + 1, position: Int64(index),
                    at: moment(index), actor: event.0, body: event.1)
            })
    }

    private func decision(
        _ outcome: Decision.Outcome, confidence: Double = 0.8, drawn rate: Double? = nil,
        reason: HandoffReason? = nil, measures: [String: Double] = [:]
    ) -> (Actor, EventBody) {
        var decision = Decision(
            question: [id("message-1")], outcome: outcome, reason: reason, snapshot: "abc",
            candidates: [.init(article: "install", revision: 1, passage: 0, score: 9, coverage: 1)],
            measures: measures)
        decision.confidence = confidence
        decision.confidenceVersion = "hand-1"
        decision.threshold = 0.7
        decision.area = "billing"
        if let rate { decision.audit = .init(rate: rate) }
        return (.assistant, .decided(decision))
    }

    private let answered: (Actor, EventBody) = (
        .assistant, .answered(.init(answer: id("answer-01"), citations: [], asksIfHelped: true))
    )

    private func judged(_ actor: Actor, _ verdict: AnswerVerdict) -> (Actor, EventBody) {
        (actor, .judged(answer: id("answer-01"), verdict: verdict))
    }

    @Test func `an answer that was drawn waits until somebody judges it`() throws {
        let waiting = try #require(fold([decision(.answer, drawn: 0.05), answered]).first)
        #expect(waiting.isWaiting && waiting.isAnswered && waiting.source == nil && waiting.auditRate == 0.05)
        #expect(waiting.area == "billing" && waiting.threshold == 0.7 && waiting.candidate == "install")
        let done = try #require(
            fold([decision(.answer, drawn: 0.05), answered, judged(Self.ada, .right)]).first)
        #expect(!done.isWaiting && done.source == .audit && done.label == .right)
        #expect(done.verdicts.map(\.judge) == [id("agent-ada-1")])
    }

    @Test(arguments: [
        ([AnswerVerdict.right, .right], Outcome.Label.right), ([.wrong, .cantTell], .wrong),
        ([.right, .wrong], .contested), ([.cantTell, .cantTell], .cantTell),
    ])
    func `two judges are counted on the safe side`(_ verdicts: [AnswerVerdict], _ label: Outcome.Label) {
        let outcomes = fold([
            decision(.answer, drawn: 1), answered, judged(Self.ada, verdicts[0]),
            judged(Self.bob, verdicts[1]),
        ])
        #expect(outcomes.first?.label == label)
        #expect(Outcome.Label.contested.isRight == false && Outcome.Label.cantTell.isRight == nil)
    }

    @Test func `each judge's last word counts`() {
        let outcomes = fold([
            decision(.answer, drawn: 1), answered, judged(Self.ada, .wrong), judged(Self.ada, .right),
        ])
        #expect(outcomes.first?.label == .right && outcomes.first?.verdicts.count == 1)
    }

    @Test func `an answer that somebody picked to judge is no part of the sample`() {
        let outcomes = fold([decision(.answer), answered, judged(Self.ada, .wrong)])
        #expect(outcomes.first?.label == .wrong && outcomes.first?.source == nil)
    }

    @Test func `what a person named is held against what Baton would have said`() {
        func outcome(naming article: String?) -> Outcome? {
            fold([
                decision(.handOff, confidence: 0.6, reason: .lowConfidence),
                (Self.ada, .agentSent(message: id("reply-001"))),
                (Self.ada, .articleNamed(message: id("reply-001"), article: article)),
            ]).first
        }
        #expect(outcome(naming: "install")?.label == .right && outcome(naming: "install")?.source == .shadow)
        #expect(outcome(naming: "billing")?.label == .wrong)
        #expect(outcome(naming: nil)?.label == .wrong && outcome(naming: nil)?.hasNoArticle == true)
        #expect(outcome(naming: "install")?.isHeldBack == true)
    }

    @Test func `silence is no label`() {
        let handedOver = fold([
            decision(.handOff, confidence: 0.6, reason: .lowConfidence),
            (Self.ada, .agentSent(message: id("reply-001"))), (Self.ada, .resolved),
        ])
        #expect(handedOver.first?.label == nil && handedOver.first?.source == nil)
        let answeredOnly = fold([decision(.answer), answered, (Self.ada, .resolved)])
        #expect(answeredOnly.first?.label == nil)
    }

    @Test func `what another rule keeps back was not kept back by the threshold`() {
        let lacking = decision(
            .handOff, confidence: 0.6, reason: .lowConfidence, measures: ["lacks_number": 1])
        let unknown = decision(.handOff, confidence: 0.1, reason: .missingKnowledge)
        let broken = decision(.handOff, confidence: 0.9, reason: .modelFailure)
        for event in [lacking, unknown, broken] { #expect(fold([event]).first?.isHeldBack == false) }
    }

    @Test func `a courtesy and a wish for a person promise nothing`() {
        let courtesy = Decision(question: [id("message-1")], outcome: .courtesy)
        let wish = Decision(question: [id("message-1")], outcome: .handOff, reason: .visitorRequest)
        #expect(fold([(.assistant, .decided(courtesy)), (.assistant, .decided(wish))]).isEmpty)
    }

    @Test func `a reply in the next episode names nothing for the one before`() {
        let outcomes = fold([
            decision(.handOff, confidence: 0.6, reason: .lowConfidence), (.system, .reopened(episode: 2)),
            (Self.ada, .agentSent(message: id("reply-001"))),
            (Self.ada, .articleNamed(message: id("reply-001"), article: "install")),
        ])
        #expect(outcomes.first?.label == nil)
    }
}
