import Conversations
import Handoff
import Testing

struct BriefTests {
    @Test func `the brief says what is wanted, tried, why it stopped and what to do next`() throws {
        let brief = try #require(Brief(history(helped: false)))
        #expect(brief.wants == "Can I pay by card? / In euros?")
        #expect(brief.tried == "Answered from “Install”. The visitor said that it did not help.")
        #expect(brief.why == "The knowledge base has nothing on it.")
        #expect(brief.next == "Answer from what you know; it is worth an article.")
        #expect(brief.found == ["prices", "install"])
    }

    @Test func `a conversation that was never handed over has no brief`() {
        #expect(Brief(Array(history(helped: nil).dropLast())) == nil)
    }

    @Test func `a wish for a person without a question says so, and then the first words`() throws {
        let asked = [
            event(1, .started(visitor: ada)),
            event(2, .handedOff(.init(reason: .visitorRequest, question: [], found: [], online: 0))),
        ]
        #expect(try #require(Brief(asked)).wants == "The visitor has not said yet.")
        let spoke = asked + [event(3, .visitorSent(message: id(1)), text: "My invoice is wrong")]
        #expect(try #require(Brief(spoke)).wants == "My invoice is wrong")
    }

    @Test func `an erased text leaves the brief standing`() throws {
        let events = [
            event(1, .started(visitor: ada)), event(2, .visitorSent(message: id(1))),
            event(3, .handedOff(.init(reason: .lowConfidence, question: [id(1)], found: [], online: 0))),
        ]
        #expect(try #require(Brief(events)).wants == "The visitor has not said yet.")
    }

    @Test func `an earlier episode is another story`() throws {
        let events =
            history(helped: true) + [
                event(20, .reopened(episode: 2)),
                event(21, .visitorSent(message: id(9)), text: "Something else"),
                event(22, .handedOff(.init(reason: .lowConfidence, question: [id(9)], found: [], online: 0))),
            ]
        let brief = try #require(Brief(events))
        #expect(brief.wants == "Something else")
        #expect(brief.tried == "Nothing was answered.")
    }

    private let ada = testID(Visitor.self, "visitor-ada")

    private func history(helped: Bool?) -> [DeliveredEvent] {
        let citation = Citation(
            article: "install", revision: 1, passage: 0, title: "Install", anchor: nil, excerpt: "Clone it.")
        let found = ["prices", "install", "prices"].map {
            Decision.Candidate(article: $0, revision: 1, passage: 0, score: 1, coverage: 0.2)
        }
        return [
            event(1, .started(visitor: ada)),
            event(2, .visitorSent(message: id(1)), text: "How do I install it?"),
            event(
                3, .answered(.init(answer: id(2), citations: [citation], asksIfHelped: true)),
                text: "Clone it. [1]"),
            helped.map { event(4, .helped(answer: id(2), helped: $0)) },
            event(5, .visitorSent(message: id(3)), text: "Can I pay by card?"),
            event(6, .visitorSent(message: id(4)), text: "In euros?"),
            event(
                7,
                .handedOff(
                    .init(reason: .missingKnowledge, question: [id(3), id(4)], found: found, online: 1))),
        ].compactMap(\.self)
    }

    private func event(_ seq: Int, _ body: EventBody, text: String? = nil) -> DeliveredEvent {
        let event = Event(
            conversation: testID(Conversation.self, "conversation-1"), seq: seq, position: Int64(seq),
            at: Timestamp(milliseconds: 0), actor: .visitor(ada), body: body)
        let message = body.message.flatMap { id in
            text.map { Message(id: id, author: .visitor(ada), text: $0) }
        }
        return DeliveredEvent(event: event, prev: seq - 1, message: message)
    }

    private func id(_ number: Int) -> MessageID { testID(Message.self, "message-\(1000 + number)") }
}

func testID<Kind>(_ kind: Kind.Type, _ text: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(text) else { preconditionFailure("\(text) is no identifier") }
    return id
}
