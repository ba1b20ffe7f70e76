import BatonTesting
import Conversations
import Learning
import Testing

/// What the events of a conversation say about questions that failed.
@Suite struct EscalationFoldTests {
    static let ada = Actor.agent(id("agent-ada-1"))

    static func moment(_ index: Int) -> Timestamp {
        Timestamp(milliseconds: 1_795_000_000_000 + Int64(index) * 60_000)
    }

    /// The events of one conversation, a minute apart.
    static func fold(_ events: [(Actor, EventBody)]) -> [Escalation] {
        EscalationFold.escalations(
            of: events.enumerated().map { index, event in
                Event(
                    conversation: id("conversation-1"), seq: index + 1, position: Int64(index),
                    at: moment(index), actor: event.0, body: event.1)
            })
    }

    static func decided(
        _ outcome: Decision.Outcome, _ reason: HandoffReason? = nil, found: [String] = ["install"]
    ) -> (Actor, EventBody) {
        var decision = Decision(
            question: [id("message-1")], outcome: outcome, reason: reason, snapshot: "abc",
            candidates: found.map { .init(article: $0, revision: 1, passage: 0, score: 9, coverage: 1) })
        decision.area = "billing"
        return (.assistant, .decided(decision))
    }

    static func handedOver(_ reason: HandoffReason) -> (Actor, EventBody) {
        (.assistant, .handedOff(.init(reason: reason, question: [], found: [], online: 1)))
    }

    static let answered: (Actor, EventBody) = (
        .assistant,
        .answered(
            .init(
                answer: id("answer-01"),
                citations: [
                    Citation(
                        article: "install", revision: 1, passage: 0, title: "Install", anchor: nil,
                        excerpt: "")
                ], asksIfHelped: true))
    )

    private static let visitor = Actor.visitor(id("visitor-1"))

    @Test func `a handoff for want of knowledge is one, with what people did about it`() throws {
        let found = Self.fold([
            Self.decided(.handOff, .lowConfidence), Self.handedOver(.lowConfidence),
            (Self.ada, .assigned(agent: id("agent-ada-1"))), (Self.ada, .agentSent(message: id("reply-001"))),
            (Self.ada, .articleNamed(message: id("reply-001"), article: "refunds")), (Self.ada, .resolved),
        ])
        let one = try #require(found.first)
        #expect(found.count == 1 && one.causes == [.handedOver] && one.seq == 1 && one.area == "billing")
        #expect(one.replies == [id("reply-001")] && one.namedArticle == "refunds")
        #expect(one.ending == .resolved && one.handlingSeconds == 180)
        #expect(one.candidates.map(\.article) == ["install"] && one.answer == nil)
    }

    @Test(arguments: [HandoffReason.policy, .sensitive, .unsupportedRequest, .modelFailure, .visitorRequest])
    func `a handoff for another reason is none`(_ reason: HandoffReason) {
        #expect(Self.fold([Self.decided(.handOff, reason), Self.handedOver(reason)]).isEmpty)
    }

    @Test func `an answer that went well is none`() {
        let well = Self.fold([
            Self.decided(.answer), Self.answered,
            (Self.visitor, .helped(answer: id("answer-01"), helped: true)),
            (Self.visitor, .rated(score: 5)),
        ])
        #expect(well.isEmpty)
    }

    @Test(arguments: [
        (EventBody.helped(answer: id("answer-01"), helped: false), Escalation.Cause.rating),
        (.rated(score: 2), .rating), (.reported(answer: id("answer-01"), flaw: .outdated), .report),
        (.judged(answer: id("answer-01"), verdict: .wrong), .report),
        (.handedOff(.init(reason: .visitorRequest, question: [], found: [], online: 0)), .abandoned),
        (.handedOff(.init(reason: .repeatedQuestion, question: [], found: [], online: 0)), .repeated),
    ])
    func `an answer fails by what is said and done about it`(_ body: EventBody, _ cause: Escalation.Cause) {
        let found = Self.fold([Self.decided(.answer), Self.answered, (Self.visitor, body)])
        #expect(found.first?.causes == [cause] && found.first?.cited == ["install"])
    }

    @Test func `a person's answer from another article contradicts, until they name the same one`() {
        func causes(_ named: [String?]) -> Set<Escalation.Cause>? {
            let namings = named.map {
                (Self.ada, EventBody.articleNamed(message: id("reply-001"), article: $0))
            }
            return Self.fold(
                [
                    Self.decided(.answer), Self.answered, Self.handedOver(.visitorRequest),
                    (Self.ada, .agentSent(message: id("reply-001"))),
                ] + namings
            ).first?.causes
        }
        #expect(causes(["refunds"]) == [.abandoned, .contradiction])
        #expect(causes([nil]) == [.abandoned, .contradiction])
        #expect(causes(["install"]) == [.abandoned])
        #expect(causes(["refunds", "install"]) == [.abandoned])
    }

    @Test func `a low rating of an episode that a person finished says nothing of the Assistant`() {
        let found = Self.fold([
            Self.decided(.answer), Self.answered, (Self.ada, .agentSent(message: id("reply-001"))),
            (Self.visitor, .rated(score: 1)),
        ])
        #expect(found.isEmpty)
    }

    @Test func `a new episode begins a new count`() {
        let found = Self.fold([
            Self.decided(.answer), Self.answered, (Self.visitor, .reopened(episode: 2)),
            Self.handedOver(.visitorRequest), (Self.visitor, .rated(score: 1)),
        ])
        #expect(found.isEmpty)
    }

    @Test func `who went home with a conversation open did not work on it all night`() {
        let (id, at) = (Self.moment(0), Self.moment(20 * 60))
        let events: [(Timestamp, Actor, EventBody)] = [
            (id, .assistant, Self.decided(.handOff, .missingKnowledge).1),
            (id, .assistant, Self.handedOver(.missingKnowledge).1),
            (id, Self.ada, .assigned(agent: LearningTests.id("agent-ada-1"))), (at, Self.ada, .resolved),
        ]
        let found = EscalationFold.escalations(
            of: events.enumerated().map { index, event in
                Event(
                    conversation: LearningTests.id("conversation-1"), seq: index + 1, position: Int64(index),
                    at: event.0, actor: event.1, body: event.2)
            })
        #expect(found.first?.handlingSeconds == 4 * 3600)
    }

    @Test func `courtesies and questions back are no failures`() {
        var courtesy = Decision(question: [id("message-1")], outcome: .courtesy, snapshot: "abc")
        courtesy.rule = nil
        let found = Self.fold([
            (.assistant, .decided(courtesy)), Self.handedOver(.lowConfidence), Self.decided(.clarify),
            Self.handedOver(.lowConfidence),
        ])
        #expect(found.isEmpty)
    }
}
