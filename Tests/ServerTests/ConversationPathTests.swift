import BatonServer
import BatonTesting
import Conversations
import Storage
import Testing

/// The whole path of DESIGN.md, through real sockets.
@Suite(.timeLimit(.minutes(2)))
struct ConversationPathTests {
    @Test func `a question is answered with its source, shown in deltas that add up to the answer`()
        async throws
    {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume("conversation-1")
            let receipt = try await visitor.say(
                "How do I install Baton?", in: "conversation-1", id: "message-1")
            #expect(receipt.type == "receipt" && receipt.seq == 2 && receipt.isRepeat == false)
            let answering = try await visitor.event("answering")
            let answer = try await visitor.next { $0.event?.author?.kind == "assistant" }
            #expect(answer.event?.id == answering.event?.answer)
            #expect(answer.event?.citations?.first?.article == "install")
            #expect(answer.event?.citations?.first?.url.hasSuffix("/help/install") == true)
            var deltas: [TestFrame] = []
            while deltas.map({ $0.text ?? "" }).joined() != answer.event?.text {
                deltas.append(try await visitor.next("delta"))
            }
            #expect(deltas.map { $0.n ?? 0 } == Array(1...deltas.count) || deltas.first?.whole == true)
        }
    }

    @Test func `the visitor's events chain without the decision record, the team's with it`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.resume("conversation-1")
            try await visitor.say("Where is my data stored?", in: "conversation-1", id: "message-1")
            let answer = try await visitor.next { $0.event?.author?.kind == "assistant" }
            #expect(answer.prev == 3 && answer.seq == 5)
            let agent = try await server.agent("Bob")
            try await agent.send("resume", ["conversation": "conversation-1", "after": 0])
            let decided = try await agent.event("decided")
            #expect(decided.seq == 4 && decided.prev == 3 && decided.event?.outcome == "answer")
        }
    }

    @Test func `what nobody knows is handed to a person, who answers and resolves, and the visitor rates`()
        async throws
    {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            let agent = try await server.agent("Bob")
            try await visitor.resume("conversation-1")
            try await visitor.say("Can I pay with a credit card?", in: "conversation-1", id: "message-1")
            let handedOff = try await visitor.event("handed_off")
            #expect(["missing_knowledge", "low_confidence"].contains(handedOff.event?.reason))
            try await agent.send("inbox", ["list": "waiting"])
            let inbox = try await agent.next("inbox")
            #expect(inbox.rows?.map(\.conversation) == ["conversation-1"])
            #expect(inbox.rows?.first?.last?.text == "Can I pay with a credit card?")
            try await agent.send("brief", ["conversation": "conversation-1"])
            #expect(try await agent.next("brief").wants == "Can I pay with a credit card?")
            try await agent.resume("conversation-1")
            #expect(
                try await agent.ask("accept", ["conversation": "conversation-1", "id": "accept-01"]).type
                    == "receipt")
            #expect(try await visitor.event("joined").event?.author?.name == "Bob")
            try await agent.say("Yes, you can.", in: "conversation-1", id: "reply-001")
            let reply = try await visitor.next { $0.event?.text == "Yes, you can." }
            #expect(reply.event?.author?.name == "Bob")
            #expect(
                try await agent.ask("resolve", ["conversation": "conversation-1", "id": "resolve-1"]).type
                    == "receipt")
            _ = try await visitor.event("resolved")
            let rated = try await visitor.ask(
                "rate", ["conversation": "conversation-1", "id": "rate-0001", "score": 5])
            #expect(rated.type == "receipt")
            #expect(try await agent.event("rated").event?.score == 5)
        }
    }

    @Test func `of two agents exactly one gets the conversation`() async throws {
        try await TestServer.run { server in
            let visitor = try await server.visitor()
            try await visitor.ask("person", ["conversation": "conversation-1", "id": "person-01"])
            let agents = [try await server.agent("Bob"), try await server.agent("Eve")]
            let outcomes = try await withThrowingTaskGroup(of: TestFrame.self) { group in
                for (number, agent) in agents.enumerated() {
                    group.addTask {
                        try await agent.ask(
                            "accept", ["conversation": "conversation-1", "id": "accept-0\(number)"])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0.type == "receipt" } == 1)
            #expect(outcomes.count { $0.code == "conflict" } == 1)
        }
    }

    @Test func `nobody in time means the offer to leave an address, and the wait goes on`() async throws {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let agent = try await server.agent("Bob")
            let visitor = try await server.visitor()
            #expect(visitor.welcome.online == 1)
            try await visitor.resume("conversation-1")
            try await visitor.ask("person", ["conversation": "conversation-1", "id": "person-01"])
            for _ in 0..<11 {
                clock.advance(seconds: 10)
                try await agent.send("ping")
                _ = try await agent.next("pong")
            }
            #expect(try await server.state("conversation-1")?.contactOfferedAt == nil)
            try await clock.advanceUntil(secondsMax: 40) {
                try await agent.send("ping")
                return try await server.state("conversation-1")?.contactOfferedAt != nil
            }
            _ = try await visitor.event("contact_offered")
            let left = try await visitor.ask(
                "contact",
                ["conversation": "conversation-1", "id": "contact-1", "address": "ada@example.com"])
            #expect(left.type == "receipt")
            try await agent.send("inbox", ["list": "waiting"])
            let row = try await agent.next("inbox").rows?.first
            #expect(row?.contact == "ada@example.com" && row?.status == "queued")
        }
    }

    @Test func `typing is seen on the other side and stored nowhere`() async throws {
        try await TestServer.run { server in
            let (visitor, agent) = try await server.talking()
            try await visitor.send("typing", ["conversation": "conversation-1", "on": true])
            #expect(try await agent.next("typing").on == true)
            try await agent.send("typing", ["conversation": "conversation-1", "on": true])
            #expect(try await visitor.next("typing").on == true)
            let events = try await server.baton.store.events(
                of: testID(Conversation.self, "conversation-1"), after: 0, limit: 100,
                in: .system(reason: "test"))
            #expect(!events.contains { $0.message?.text.isEmpty == true })
            #expect(events.count == 3)
        }
    }

    @Test func `given back, the Assistant answers the next question`() async throws {
        try await TestServer.run { server in
            let (visitor, agent) = try await server.talking()
            #expect(
                try await agent.ask("give_back", ["conversation": "conversation-1", "id": "give-0001"]).type
                    == "receipt")
            _ = try await visitor.event("given_back")
            try await visitor.say("How do I install Baton?", in: "conversation-1", id: "message-9")
            #expect(
                try await visitor.next { $0.event?.author?.kind == "assistant" }.event?.citations?.isEmpty
                    == false)
        }
    }
}

extension TestServer {
    func state(_ id: String) async throws -> Conversation? {
        try await baton.store.conversation(testID(Conversation.self, id), in: .system(reason: "test"))
    }

    /// A visitor and an agent in one conversation.
    func talking() async throws -> (visitor: TestClient, agent: TestClient) {
        let (visitor, agent) = (try await visitor(), try await agent("Bob"))
        try await visitor.resume("conversation-1")
        _ = try await visitor.ask("person", ["conversation": "conversation-1", "id": "person-01"])
        _ = try await agent.ask("accept", ["conversation": "conversation-1", "id": "accept-01"])
        try await agent.resume("conversation-1")
        _ = try await visitor.event("joined")
        return (visitor, agent)
    }
}

func testID<Kind>(_ kind: Kind.Type, _ text: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(text) else { preconditionFailure("\(text) is no identifier") }
    return id
}
