import Conversations
import Testing

struct ConversationTests {
    let ada = testID(Visitor.self, "visitor-ada")
    let bob = testID(Agent.self, "agent-bob-1")
    let eve = testID(Agent.self, "agent-eve-1")
    let thread = testID(Conversation.self, "conversation-1")

    @Test func `a first message opens the conversation and is owed an answer`() throws {
        let change = try sent("How do I start?")
        #expect(change.expecting == 0)
        #expect(change.events.map(\.body) == [.started(visitor: ada), .visitorSent(message: messageID(1))])
        #expect(change.after.seq == 2)
        #expect(change.after.needsAnswer)
    }

    @Test func `a message after the end opens a new episode with the Assistant`() throws {
        var conversation = try assigned()
        conversation = try conversation.resolve(by: bob, client: messageID(9), at: time(5)).after
        let change = try sent("And now?", 2, in: conversation)
        #expect(change.after.status == .assistant)
        #expect(change.after.episode == 2)
        #expect(change.after.needsAnswer)
        #expect(change.events.first?.body == .reopened(episode: 2))
    }

    @Test func `what a visitor writes to a person is not owed by the Assistant`() throws {
        let change = try sent("Are you there?", 2, in: try assigned())
        #expect(!change.after.needsAnswer)
    }

    @Test func `the second agent to accept loses`() throws {
        let queued = try handedOff()
        let first = try queued.accept(by: bob, client: messageID(7), online: [bob, eve], at: time(3)).after
        #expect(first.status == .assigned)
        #expect(throws: Refusal.takenByAnother) {
            try first.accept(by: eve, client: messageID(8), online: [bob, eve], at: time(3))
        }
    }

    @Test func `a conversation whose agent is gone can be taken over`() throws {
        let change = try assigned().accept(by: eve, client: messageID(8), online: [eve], at: time(300))
        #expect(change.after.agent == eve)
        #expect(change.events.map(\.body) == [.assigned(agent: eve)])
    }

    @Test func `accepting twice is no mistake and changes nothing`() throws {
        let change = try assigned().accept(by: bob, client: messageID(8), online: [bob], at: time(4))
        #expect(change.isEmpty)
    }

    @Test func `only the assigned agent replies, gives back and resolves`() throws {
        let conversation = try assigned()
        let reply = Message(id: messageID(20), author: .agent(eve), text: "Hello")
        #expect(throws: Refusal.notAssignedToYou) { try conversation.reply(reply, by: eve, at: time(4)) }
        #expect(throws: Refusal.notAssignedToYou) {
            try conversation.giveBack(by: eve, client: messageID(21), at: time(4))
        }
        #expect(throws: Refusal.notAssignedToYou) {
            try conversation.resolve(by: eve, client: messageID(22), at: time(4))
        }
    }

    @Test func `one answer runs at a time`() throws {
        let conversation = try sent("How?").after
        let running = try #require(conversation.startAnswer(lease(1), evictingOthers: false, at: time(1)))
            .after
        #expect(running.startAnswer(lease(2), evictingOthers: false, at: time(2)) == nil)
    }

    @Test func `a lapsed lease is ended before the next begins`() throws {
        let conversation = try sent("How?").after
        let running = try #require(conversation.startAnswer(lease(1), evictingOthers: false, at: time(1)))
            .after
        let change = try #require(running.startAnswer(lease(2), evictingOthers: false, at: time(100)))
        #expect(
            change.events.map(\.body) == [
                .answerInterrupted(.init(answer: messageID(101), why: .lapsed)), .answerStarted(lease(2)),
            ])
    }

    @Test func `a dead node's lease does not hold the only node up`() throws {
        let conversation = try sent("How?").after
        let running = try #require(conversation.startAnswer(lease(1), evictingOthers: true, at: time(1)))
            .after
        #expect(running.startAnswer(lease(2), evictingOthers: true, at: time(2)) == nil)
        #expect(running.startAnswer(lease(2, node: "later"), evictingOthers: true, at: time(2)) != nil)
    }

    @Test func `an answer does not stand when the visitor wrote meanwhile`() throws {
        let conversation = try sent("How?").after
        let running = try #require(conversation.startAnswer(lease(1), evictingOthers: false, at: time(1)))
            .after
        let more = try sent("I mean on Debian", 2, in: running).after
        #expect(finished(more) == nil)
        let interrupted = try #require(
            more.interruptAnswer(messageID(101), why: .visitorWrote, shown: "Inst", at: time(2)))
        #expect(interrupted.messages.map(\.kind) == [.prefix])
        #expect(interrupted.after.needsAnswer)
    }

    @Test func `an answer that a person overtakes is withdrawn in the same change`() throws {
        let conversation = try sent("How?").after
        let running = try #require(conversation.startAnswer(lease(1), evictingOthers: false, at: time(1)))
            .after
        let change = try running.accept(by: bob, client: messageID(30), online: [bob], at: time(2))
        #expect(
            change.events.first?.body == .answerInterrupted(.init(answer: messageID(101), why: .takenOver)))
        #expect(finished(change.after) == nil)
    }

    @Test func `asking for a person twice queues once`() throws {
        let first = Conversation.requestPerson(
            by: ada, in: thread, existing: nil, client: messageID(40), online: 0, at: time(1))
        #expect(first.after.status == .queued)
        let second = Conversation.requestPerson(
            by: ada, in: thread, existing: first.after, client: messageID(41), online: 0, at: time(2))
        #expect(second.isEmpty)
    }

    @Test func `the address is offered once a wait`() throws {
        let offered = try #require(try handedOff().offerContact(at: time(130)))
        #expect(offered.after.offerContact(at: time(131)) == nil)
        #expect(try assigned().offerContact(at: time(130)) == nil)
    }

    @Test(arguments: ["ada@example.com", "a.b+c@sub.example.org"])
    func `an address is taken`(_ address: String) throws {
        #expect(try contact(address).after.hasContact)
    }

    @Test(arguments: [
        "ada", "ada@", "@example.com", "ada@example", "a b@example.com", "a@b@example.com", "a@.com",
    ])
    func `what is no address is refused`(_ address: String) throws {
        #expect(throws: Refusal.addressInvalid) { try contact(address) }
    }

    @Test func `a rating needs an end and a score from 1 to 5`() throws {
        let conversation = try assigned()
        #expect(throws: Refusal.notResolved) { try conversation.rate(5, client: messageID(50), at: time(6)) }
        let resolved = try conversation.resolve(by: bob, client: messageID(51), at: time(6)).after
        #expect(throws: Refusal.scoreOutOfRange) { try resolved.rate(0, client: messageID(52), at: time(6)) }
        #expect(try resolved.rate(5, client: messageID(53), at: time(6)).after.score == 5)
    }

    @Test func `after giving back the Assistant waits for the visitor`() throws {
        let given = try assigned().giveBack(by: bob, client: messageID(60), at: time(7)).after
        #expect(given.status == .assistant)
        #expect(!given.needsAnswer)
        #expect(try sent("Then how?", 3, in: given).after.needsAnswer)
    }

    @Test func `a conversation at its limit takes no more`() throws {
        var full = try sent("How?").after
        full.seq = Conversation.eventsMax
        #expect(throws: Refusal.conversationFull(eventsMax: Conversation.eventsMax)) {
            try sent("More", 2, in: full)
        }
    }

    // MARK: builders

    func sent(_ text: String, _ number: Int = 1, in existing: Conversation? = nil) throws -> Change {
        let message = Message(id: messageID(number), author: .visitor(ada), text: text)
        return try Conversation.receive(message, from: ada, in: thread, existing: existing, at: time(number))
    }

    func handedOff() throws -> Conversation {
        let conversation = try sent("Can I pay by card?").after
        let decision = Decision(question: [messageID(1)], outcome: .handOff, reason: .missingKnowledge)
        return try #require(
            conversation.handOff(
                decision, reason: .missingKnowledge, visitorSeq: conversation.visitorSeq, online: 1,
                at: time(2))
        ).after
    }

    func assigned() throws -> Conversation {
        try handedOff().accept(by: bob, client: messageID(6), online: [bob], at: time(3)).after
    }

    func contact(_ address: String) throws -> Change {
        let message = Message(id: messageID(70), kind: .contact, author: .visitor(ada), text: address)
        return try handedOff().leaveContact(message, at: time(8))
    }

    func finished(_ conversation: Conversation) -> Change? {
        let answered = EventBody.Answered(answer: messageID(101), citations: [], asksIfHelped: true)
        let text = Message(id: messageID(101), author: .assistant, text: "Like this.")
        let decision = Decision(question: [messageID(1)], outcome: .answer)
        return conversation.finishAnswer(answered, text: text, decision: decision, at: time(2))
    }

    func lease(_ number: Int, node: String = "this-node") -> AnswerLease {
        AnswerLease(answer: messageID(100 + number), node: node, visitorSeq: 2, until: time(31))
    }
}

func time(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: 1_795_339_200_000 + Int64(seconds) * 1000) }

func testID<Kind>(_ kind: Kind.Type, _ text: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(text) else { preconditionFailure("\(text) is no identifier") }
    return id
}

func messageID(_ number: Int) -> MessageID { testID(Message.self, "message-\(1000 + number)") }
