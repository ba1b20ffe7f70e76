import BatonTesting
import Conversations
import Testing

/// What the team says among itself, and where the visitor goes meanwhile.
@Suite struct AsideTests {
    private let visitor = testID(Visitor.self, "visitor-ada")
    private let agent = testID(Agent.self, "agent-bob-1")

    private func begun() throws -> Conversation {
        let message = Message(id: messageID(1), author: .visitor(visitor), text: "Hello")
        return try Conversation.receive(
            message, from: visitor, in: testID(Conversation.self, "conversation-1"), existing: nil,
            at: time(1)
        ).after
    }

    private func moved(_ before: Conversation, _ number: Int, from known: String? = nil) -> Change {
        let page = PageContext(url: "https://shop.example/\(number)", title: "")
        return before.moved(to: page, from: known, client: messageID(1000 + number), at: time(5))
    }

    @Test func `an episode takes a hundred pages, and the next one a hundred more`() throws {
        var conversation = try begun()
        for number in 0..<150 { conversation = moved(conversation, number).after }
        #expect(conversation.pages == Conversation.pagesMax)
        #expect(moved(conversation, 200).isEmpty)
        conversation.apply(.resolved, seq: conversation.seq + 1, at: time(6))
        #expect(moved(conversation, 201).isEmpty)
        conversation.apply(.reopened(episode: 2), seq: conversation.seq + 1, at: time(7))
        #expect(!moved(conversation, 202).isEmpty)
    }

    @Test func `the same page again is nothing new`() throws {
        #expect(moved(try begun(), 1, from: "https://shop.example/1").isEmpty)
        #expect(!moved(try begun(), 1, from: "https://shop.example/2").isEmpty)
    }

    @Test func `asides leave an answer's lease, the queue and the order of the lists alone`() throws {
        let before = try begun()
        var after = before
        let asides: [EventBody] = [
            .pageChanged(message: messageID(2)), .reported(answer: messageID(3), flaw: .incorrect),
            .judged(answer: messageID(3), verdict: .wrong),
            .articleNamed(message: messageID(4), article: nil),
            .claimed(visitor: testID(Visitor.self, "u-ada-lovelace")),
            .askedAgain(.init(decision: 3, conversation: before.id, seq: 9)),
        ]
        for body in asides { after.apply(body, seq: after.seq + 1, at: time(9)) }
        #expect(after.updatedAt == before.updatedAt && after.needsAnswer == before.needsAnswer)
        #expect(after.status == before.status && after.lastMessage == before.lastMessage)
        #expect(asides.allSatisfy { $0.readership == .team })
        after.apply(.redacted(.age), seq: after.seq + 1, at: time(9))
        #expect(after.updatedAt == before.updatedAt && EventBody.redacted(.age).readership == .everyone)
        after.apply(.noted(message: messageID(5)), seq: after.seq + 1, at: time(9))
        #expect(after.updatedAt == time(9) && after.lastMessage == before.lastMessage)
    }

    @Test func `only the Assistant's answers are reported and judged, and only people's replies are named`()
        throws
    {
        let conversation = try begun()
        for author in [nil, Actor.visitor(visitor), .agent(agent), .system] {
            #expect(throws: Refusal.unknownAnswer) {
                _ = try conversation.report(
                    messageID(2), as: .outdated, saidBy: author, by: agent, client: messageID(3), at: time(2))
            }
            #expect(throws: Refusal.unknownAnswer) {
                _ = try conversation.judge(
                    messageID(2), as: .right, saidBy: author, by: agent, client: messageID(3), at: time(2))
            }
        }
        for author in [nil, Actor.visitor(visitor), .assistant] {
            #expect(throws: Refusal.unknownAnswer) {
                _ = try conversation.nameArticle(
                    "install", answering: messageID(2), saidBy: author, by: agent, client: messageID(3),
                    at: time(2))
            }
        }
    }

    @Test func `a full conversation takes no more notes`() throws {
        var conversation = try begun()
        conversation.seq = Conversation.eventsMax
        let note = Message(id: messageID(2), kind: .note, author: .agent(agent), text: "x")
        let full = Refusal.conversationFull(eventsMax: Conversation.eventsMax)
        #expect(throws: full) { _ = try conversation.note(note, at: time(2)) }
        #expect(moved(conversation, 1).isEmpty)
    }
}
