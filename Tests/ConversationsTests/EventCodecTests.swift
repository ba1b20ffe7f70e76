import Conversations
import Testing

struct EventCodecTests {
    /// With everything that a decision may hold.
    static let fullDecision = {
        var decision = Decision(
            question: [messageID(1)], outcome: .answer, snapshot: "abc", answerer: "extractive-1",
            rules: "rules@1#0011223344556677", rule: "legal-threat")
        decision.model = "models.example/small"
        decision.prompt = "answer@3#a1b2c3d4e5f60718"
        decision.modelFailure = "late"
        decision.confidence = 0.875
        decision.confidenceVersion = "day0-1a2b3c4d"
        decision.threshold = 0.75
        decision.area = "billing"
        decision.audit = .init(rate: 0.05)
        decision.band = .ask
        decision.chosen = "embed"
        var checks = Decision.Checks()
        checks.sentences = 3
        checks.shown = 1
        checks.omitted = 1
        checks.unsupported = 1
        checks.firstRejection = .number
        decision.checks = checks
        decision.rewriting = .init(prompt: "rewrite-query@1#abc", message: messageID(7))
        return decision
    }()

    static let bodies: [EventBody] = [
        .started(visitor: testID(Visitor.self, "visitor-ada")), .visitorSent(message: messageID(1)),
        .agentSent(message: messageID(2)),
        .answerStarted(AnswerLease(answer: messageID(3), node: "n", visitorSeq: 2, until: time(1))),
        .answered(
            .init(
                answer: messageID(3),
                citations: [
                    Citation(
                        article: "embed", revision: 2, passage: 0, title: "Embed", anchor: "how",
                        excerpt: "Add it.")
                ], asksIfHelped: true)),
        .askedBack(
            AskedBack(
                message: messageID(3), choices: [.init(article: "embed", label: "Embed")],
                other: "Something else")),
        .answerInterrupted(.init(answer: messageID(3), why: .takenOver)),
        .decided(
            Decision(
                question: [messageID(1)], outcome: .handOff, reason: .lowConfidence, snapshot: "abc",
                answerer: "extractive-1",
                candidates: [.init(article: "embed", revision: 1, passage: 2, score: 3.5, coverage: 0.25)],
                measures: ["coverage": 0.25])),
        .decided(fullDecision),
        .handedOff(.init(reason: .policy, question: [messageID(1)], found: [], online: 2)), .contactOffered,
        .contactLeft(message: messageID(4)), .assigned(agent: testID(Agent.self, "agent-bob-1")), .givenBack,
        .resolved,
        .reopened(episode: 2), .rated(score: 4), .helped(answer: messageID(3), helped: false),
        .consented(training: true), .consented(training: false),
        .mailed(seqTo: 12), .mailFailed(.init(seqTo: 12, why: .timedOut, detail: "nobody answered")),
        .noted(message: messageID(5)), .reported(answer: messageID(3), flaw: .shouldHaveHandedOver),
        .judged(answer: messageID(3), verdict: .cantTell),
        .articleNamed(message: messageID(2), article: "install"),
        .articleNamed(message: messageID(2), article: nil), .pageChanged(message: messageID(6)),
        .claimed(visitor: testID(Visitor.self, "u-ada-lovelace")),
        .askedAgain(.init(decision: 3, conversation: testID(Conversation.self, "conversation-2"), seq: 9)),
        .redacted(.person), .redacted(.age),
    ]

    @Test(arguments: bodies)
    func `an event that was written is read as it was`(_ body: EventBody) throws {
        #expect(EventCodec.decode(try EventCodec.encode(body)) == body)
    }

    @Test func `a decision that was written before models were asked is still read`() throws {
        let json = """
            {"answerer":"extractive-1","candidates":[],"measures":{"coverage":0.5},"outcome":"answer",\
            "question":["message-0001"],"snapshot":"abc"}
            """
        let body = EventCodec.decode(EncodedEvent(type: "decided", version: 1, json: json))
        guard case .decided(let decision) = body else {
            Issue.record("it was read as \(body)")
            return
        }
        #expect(decision.answerer == "extractive-1" && decision.measures == ["coverage": 0.5])
        #expect(decision.model == nil && decision.prompt == nil && decision.checks == nil)
        #expect(decision.rule == nil && decision.rules == nil && decision.modelFailure == nil)
        #expect(decision.confidence == nil && decision.audit == nil && decision.band == nil)
        #expect(decision.rewriting == nil && body.message == nil)
    }

    @Test func `what a decision does not hold is not written`() throws {
        let plain = try EventCodec.encode(.decided(Decision(question: [], outcome: .courtesy))).json
        #expect(!plain.contains("confidence") && !plain.contains("audit"))
        #expect(!plain.contains("model") && !plain.contains("checks") && !plain.contains("rule"))
    }

    @Test func `an unknown type is kept byte for byte`() throws {
        let stored = EncodedEvent(type: "teleported", version: 3, json: #"{"to":  "Mars"}"#)
        let body = EventCodec.decode(stored)
        #expect(body == .unknown(type: "teleported", version: 3, json: #"{"to":  "Mars"}"#))
        #expect(try EventCodec.encode(body) == stored)
    }

    @Test func `a later version of a known type is kept, not guessed`() throws {
        let stored = EncodedEvent(type: "rated", version: 2, json: #"{"score":"good"}"#)
        #expect(EventCodec.decode(stored) == .unknown(type: "rated", version: 2, json: #"{"score":"good"}"#))
    }

    @Test func `no event holds a person's words`() throws {
        for body in Self.bodies {
            let json = try EventCodec.encode(body).json
            #expect(!json.contains("\"text\"") && !json.contains("address") && !json.contains("url"))
        }
    }
}
