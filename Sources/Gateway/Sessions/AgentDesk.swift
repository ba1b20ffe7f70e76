import Conversations
import Handoff
import Knowledge

/// What an agent's frames ask for.
struct AgentDesk: ConversationDesk {
    /// A brief looks at this many of the latest events.
    static let briefEventsMax = 400

    let board: Switchboard
    let agent: AgentID

    func recentEvents(of id: ConversationID) async throws(JournalError) -> [DeliveredEvent] {
        guard let state = try await board.journal.conversation(id, in: .agent(agent)) else { return [] }
        return try await board.journal.events(
            of: id, after: max(0, state.seq - Self.briefEventsMax), limit: Self.briefEventsMax,
            in: .agent(agent))
    }

    func receipt(
        for frame: ClientFrame, in id: ConversationID, request: ClientID
    ) async throws(Refusal) -> Receipt {
        let agent = agent
        switch frame {
        case .send(_, _, let text, _):
            let message = Message(id: request, author: .agent(agent), text: try Message.checked(text))
            return try await change(id, request) { known, now throws(Refusal) in
                try known.reply(message, by: agent, at: now)
            }
        case .accept:
            let (online, live) = (board.presence.online, board.feed.live(in: id))
            return try await change(id, request) { known, now throws(Refusal) in
                try known.accept(by: agent, client: request, online: online, live: live, at: now)
            }
        case .giveBack:
            return try await change(id, request) { known, now throws(Refusal) in
                try known.giveBack(by: agent, client: request, at: now)
            }
        case .resolve:
            return try await change(id, request) { known, now throws(Refusal) in
                try known.resolve(by: agent, client: request, at: now)
            }
        case .note(_, _, let text):
            let note = Message(
                id: request, kind: .note, author: .agent(agent), text: try Message.checked(text))
            return try await change(id, request) { known, now throws(Refusal) in
                try known.note(note, at: now)
            }
        case .report(_, _, let answer, let flaw):
            let author = try await author(of: answer, in: id)
            return try await change(id, request) { known, now throws(Refusal) in
                try known.report(answer, as: flaw, saidBy: author, by: agent, client: request, at: now)
            }
        case .judge(_, _, let answer, let verdict):
            let author = try await author(of: answer, in: id)
            return try await change(id, request) { known, now throws(Refusal) in
                try known.judge(answer, as: verdict, saidBy: author, by: agent, client: request, at: now)
            }
        case .nameArticle(_, _, let message, let article):
            let author = try await author(of: message, in: id)
            return try await change(id, request) { known, now throws(Refusal) in
                try known.nameArticle(
                    article?.value, answering: message, saidBy: author, by: agent, client: request, at: now)
            }
        default: throw .unknownConversation
        }
    }

    private func author(
        of message: MessageID, in id: ConversationID
    ) async throws(Refusal) -> Actor? {
        do {
            return try await board.journal.author(of: message, in: id)
        } catch {
            throw .unavailable
        }
    }

    private func change(
        _ id: ConversationID, _ request: ClientID,
        rule: @Sendable (Conversation, Timestamp) throws(Refusal) -> Change
    ) async throws(Refusal) -> Receipt {
        try await board.recorder.record(id, in: .agent(agent), client: request) {
            existing, now throws(Refusal) in
            guard let existing else { throw .unknownConversation }
            return try rule(existing, now)
        }
    }
}
