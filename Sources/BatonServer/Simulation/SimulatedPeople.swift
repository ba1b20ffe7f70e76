import Answering
import Conversations
import Knowledge
import Simulation
import Storage

/// What visitors and agents do about one question after another.
struct SimulatedPeople: Sendable {
    /// From the question to the person who takes it, and from there to the end.
    private static let waitSeconds = 120
    private static let handlingSeconds = 300
    static let eventsMax = 60

    let baton: SimulatedBaton
    private let agent: AgentID
    private let visitors = Scope.system(reason: "simulation")

    init(_ baton: SimulatedBaton) throws {
        guard let agent = AgentID("agent-simulated") else { throw Refusal.unavailable }
        (self.baton, self.agent) = (baton, agent)
    }

    /// Asks the question, lets Baton answer it or pass it on, and does what people then do.
    ///
    /// - Parameter topics: the articles that there are, by the topic that each answers.
    func take(
        _ ticket: Ticket, _ people: TicketPeople, topics: [ArticleID: ArticleID]
    ) async throws -> TicketEnding {
        guard let id = ConversationID("ticket-\(ticket.number)"),
            let visitor = VisitorID("visitor-\(ticket.number)")
        else { throw Refusal.unavailable }
        try await say(ticket.text, in: id, by: visitor)
        var events = try await events(of: id)
        // Whoever is asked back which of two is meant knows it.
        if case .askedBack(let asked) = events.last?.body {
            let meant = asked.choices.first { choice in
                ticket.topic.map { topics[$0]?.value == choice.article } == true
            }
            try await say(meant?.label ?? asked.other, in: id, by: visitor)
            events = try await self.events(of: id)
        }
        let right = ticket.topic.flatMap { topics[$0] }
        guard let answered = events.last?.body.answered, let decision = events.decision,
            !answered.citations.isEmpty
        else {
            try await help(id, ticket, people, right, topics)
            return .escalated
        }
        let isRight = right != nil && decision.candidates.first?.article == right?.value
        if decision.audit != nil {
            try await judge(answered.answer, in: id, isRight: isRight != people.isWrong)
        }
        if isRight {
            if people.thanks { try await tell(helped: true, answered.answer, in: id, by: visitor) }
            return .resolved
        }
        guard people.complains else { return .wrong }
        try await tell(helped: false, answered.answer, in: id, by: visitor)
        try await askForPerson(id, by: visitor)
        try await help(id, ticket, people, right, topics)
        return .wrong
    }

    private func events(of id: ConversationID) async throws -> [Event] {
        try await baton.store.events(of: id, after: 0, limit: Self.eventsMax, in: visitors).map(\.event)
    }
}

/// The visitor.
extension SimulatedPeople {
    private func say(_ text: String, in id: ConversationID, by visitor: VisitorID) async throws {
        guard let client = ClientID(baton.newID()) else { return }
        let message = Message(id: client, author: .visitor(visitor), text: try Message.checked(text))
        _ = try await baton.recorder.record(id, in: .visitor(visitor), client: client) {
            before, now throws(Refusal) in
            try Conversation.receive(message, from: visitor, in: id, existing: before, at: now)
        }
        await baton.responder.answerNow(id)
    }

    private func tell(
        helped: Bool, _ answer: MessageID, in id: ConversationID, by visitor: VisitorID
    ) async throws {
        try await change(id, in: .visitor(visitor)) { conversation, client, now throws(Refusal) in
            try conversation.say(helped: helped, about: answer, client: client, at: now)
        }
    }

    private func askForPerson(_ id: ConversationID, by visitor: VisitorID) async throws {
        try await change(id, in: .visitor(visitor)) { conversation, client, now throws(Refusal) in
            Conversation.requestPerson(
                by: visitor, in: id, existing: conversation, client: client, online: 1, at: now)
        }
    }

    private func change(
        _ id: ConversationID, in scope: Scope,
        _ rule: @escaping @Sendable (Conversation, ClientID, Timestamp) throws(Refusal) -> Change
    ) async throws {
        guard let client = ClientID(baton.newID()) else { return }
        _ = try await baton.recorder.record(id, in: scope, client: client) { before, now throws(Refusal) in
            guard let before else { throw .unknownConversation }
            return try rule(before, client, now)
        }
    }
}

/// The agent.
extension SimulatedPeople {
    /// Takes the conversation, answers, says which article answers it, and closes it.
    private func help(
        _ id: ConversationID, _ ticket: Ticket, _ people: TicketPeople, _ right: ArticleID?,
        _ topics: [ArticleID: ArticleID]
    ) async throws {
        guard let client = MessageID(baton.newID()) else { return }
        let agent = agent
        let named = people.isWrong ? Self.mistaken(people.pick, right, topics) : right
        let text = named.map(ArticleText.answer) ?? ticket.topic.map(ArticleText.answer) ?? Self.deed
        baton.clock.advance(seconds: Self.waitSeconds)
        try await change(id, in: .agent(agent)) { conversation, client, now throws(Refusal) in
            try conversation.accept(by: agent, client: client, online: [agent], at: now)
        }
        baton.clock.advance(seconds: Self.handlingSeconds)
        let reply = Message(id: client, author: .agent(agent), text: text)
        try await change(id, in: .agent(agent)) { conversation, _, now throws(Refusal) in
            try conversation.reply(reply, by: agent, at: now)
        }
        try await change(id, in: .agent(agent)) { conversation, client, now throws(Refusal) in
            try conversation.nameArticle(
                named?.value, answering: reply.id, saidBy: .agent(agent), by: agent, client: client, at: now)
        }
        try await change(id, in: .agent(agent)) { conversation, client, now throws(Refusal) in
            try conversation.resolve(by: agent, client: client, at: now)
        }
    }

    /// What is answered where only a deed helps.
    private static let deed = "I have looked into it for you."

    /// Another article than the right one; where there is no other, none.
    private static func mistaken(
        _ pick: Double, _ right: ArticleID?, _ topics: [ArticleID: ArticleID]
    ) -> ArticleID? {
        let others = topics.values.filter { $0 != right }.sorted()
        return others.isEmpty ? nil : others[min(others.count - 1, Int(pick * Double(others.count)))]
    }

    private func judge(_ answer: MessageID, in id: ConversationID, isRight: Bool) async throws {
        let agent = agent
        try await change(id, in: .agent(agent)) { conversation, client, now throws(Refusal) in
            try conversation.judge(
                answer, as: isRight ? .right : .wrong, saidBy: .assistant, by: agent, client: client, at: now)
        }
    }
}

extension EventBody {
    fileprivate var answered: Answered? { if case .answered(let answered) = self { answered } else { nil } }
}

extension [Event] {
    /// The last one.
    fileprivate var decision: Decision? {
        for event in reversed() { if case .decided(let decision) = event.body { return decision } }
        return nil
    }
}
