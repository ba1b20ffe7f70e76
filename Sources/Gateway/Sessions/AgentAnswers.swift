import Conversations
import Handoff
import Identity

/// What an agent asks for and what is answered, without changing anything.
struct AgentAnswers: Sendable {
    static let suggestionsMax = 5
    static let foundMax = 8
    static let otherConversationsMax = 20
    /// Messages of the visitor before an agent's reply that may hold the question.
    static let questionMessagesMax = 3

    let board: Switchboard
    let agent: AgentID
    let frames: EventFrame

    private var rows: InboxFrame { InboxFrame(frames: frames) }

    /// `nil` when this is no frame that asks for something.
    func answer(to frame: ClientFrame) async throws(JournalError) -> JSON? {
        switch frame {
        case .inbox(let request): try await inbox(request)
        case .brief(let id): try await brief(of: id)
        case .visitor(let id): try await visitor(of: id)
        case .suggest(let id, let message): try await suggestions(for: message, in: id)
        case .search(let number, let text): try await found(text, number: number)
        default: nil
        }
    }

    func inbox(_ request: ClientFrame.InboxRequest) async throws(JournalError) -> JSON {
        guard let list = list(request.list) else {
            return ServerFrame.error(
                code: "bad_frame", message: "A list is waiting, mine, all or resolved.")
        }
        let page = try await board.inbox.page(list, after: request.after, limit: request.limit)
        let counts = try await board.inbox.counts(of: agent)
        return await rows.list(
            request.list, page: page, counts: counts, online: board.presence.online.count)
    }

    private func list(_ name: String) -> InboxList? {
        switch name {
        case "waiting": .waiting
        case "mine": .mine(agent)
        case "all": .all
        case "resolved": .resolved
        default: nil
        }
    }

    private func brief(of id: ConversationID) async throws(JournalError) -> JSON {
        let events = try await AgentDesk(board: board, agent: agent).recentEvents(of: id)
        guard let brief = Brief(events) else {
            return ServerFrame.refusal(.notWaiting, id: nil, conversation: id)
        }
        return rows.brief(brief, of: id, titles: board.articles.titles(of: brief.found))
    }

    private func visitor(of id: ConversationID) async throws(JournalError) -> JSON {
        guard let state = try await board.journal.conversation(id, in: .agent(agent)) else {
            return ServerFrame.refusal(.unknownConversation, id: nil, conversation: id)
        }
        let all = try await board.inbox.rows(of: state.visitor, limit: Self.otherConversationsMax + 1)
        let own = all.first { $0.conversation.id == id }
        let others = all.filter { $0.conversation.id != id }.prefix(Self.otherConversationsMax)
        let contact = own?.contact ?? others.lazy.compactMap(\.contact).first
        let visitors = board.rooms.visitors
        return await rows.visitor(
            of: state, profile: try await visitors.profile(of: state.visitor),
            consent: try await visitors.consent(of: state.visitor), contact: contact, others: Array(others))
    }

    /// Articles that may answer what `message` of a person answered, by the visitor's words before it.
    private func suggestions(
        for message: MessageID, in id: ConversationID
    ) async throws(JournalError) -> JSON {
        let events = try await AgentDesk(board: board, agent: agent).recentEvents(of: id)
        guard let place = events.firstIndex(where: { $0.event.body == .agentSent(message: message) }) else {
            return ServerFrame.refusal(.unknownAnswer, id: nil, conversation: id)
        }
        let words = events[..<place].compactMap { delivered -> String? in
            guard case .visitorSent = delivered.event.body else { return nil }
            return delivered.message?.text
        }.suffix(Self.questionMessagesMax)
        let found = await board.articles.articles(
            for: words.joined(separator: "\n"), limit: Self.suggestionsMax)
        return rows.suggestions(for: message, in: id, found)
    }

    private func found(_ text: String, number: Int) async throws(JournalError) -> JSON {
        let conversations = try await board.inbox.search(text, limit: Self.foundMax)
        let articles = await board.articles.articles(for: text, limit: Self.foundMax)
        return await rows.found(number, rows: conversations, articles: articles)
    }
}
