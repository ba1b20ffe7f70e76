import Conversations
import Testing

struct EventCodecTests {
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
        .answerInterrupted(.init(answer: messageID(3), why: .takenOver)),
        .decided(
            Decision(
                question: [messageID(1)], outcome: .handOff, reason: .lowConfidence, snapshot: "abc",
                answerer: "extractive-1",
                candidates: [.init(article: "embed", revision: 1, passage: 2, score: 3.5, coverage: 0.25)],
                measures: ["coverage": 0.25])),
        .handedOff(.init(reason: .policy, question: [messageID(1)], found: [], online: 2)), .contactOffered,
        .contactLeft(message: messageID(4)), .assigned(agent: testID(Agent.self, "agent-bob-1")), .givenBack,
        .resolved,
        .reopened(episode: 2), .rated(score: 4), .helped(answer: messageID(3), helped: false),
    ]

    @Test(arguments: bodies)
    func `an event that was written is read as it was`(_ body: EventBody) throws {
        #expect(EventCodec.decode(try EventCodec.encode(body)) == body)
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
