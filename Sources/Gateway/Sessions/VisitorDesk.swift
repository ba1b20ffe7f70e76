import Conversations
import Handoff

/// What a visitor's frames ask for.
struct VisitorDesk: ConversationDesk {
    let board: Switchboard
    let visitor: VisitorID

    func receipt(
        for frame: ClientFrame, in id: ConversationID, request: ClientID
    ) async throws(Refusal) -> Receipt {
        let visitor = visitor
        switch frame {
        case .send(_, _, let text, let page):
            let message = Message(
                id: request, author: .visitor(visitor), text: try Message.checked(text), page: page)
            return try await change(id, request) { existing, now throws(Refusal) in
                try Conversation.receive(message, from: visitor, in: id, existing: existing, at: now)
            }
        case .person:
            let (online, live) = (board.presence.online.count, board.feed.live(in: id))
            return try await change(id, request) { existing, now throws(Refusal) in
                Conversation.requestPerson(
                    by: visitor, in: id, existing: existing, client: request, online: online, live: live,
                    at: now)
            }
        case .contact(_, _, let address):
            let text = try Message.checked(address)
            let contact = Message(id: request, kind: .contact, author: .visitor(visitor), text: text)
            return try await changeExisting(id, request) { known, now throws(Refusal) in
                try known.leaveContact(contact, at: now)
            }
        case .helped(_, _, let answer, let helped):
            return try await changeExisting(id, request) { known, now throws(Refusal) in
                try known.say(helped: helped, about: answer, client: request, at: now)
            }
        case .rate(_, _, let score):
            return try await changeExisting(id, request) { known, now throws(Refusal) in
                try known.rate(score, client: request, at: now)
            }
        case .consent(_, _, let training):
            return try await changeExisting(id, request) { known, now throws(Refusal) in
                try known.consent(toTraining: training, client: request, at: now)
            }
        case .page(_, _, let page):
            let known = try await knownPage(of: id)
            return try await changeExisting(id, request) { conversation, now throws(Refusal) in
                conversation.moved(to: page, from: known, client: request, at: now)
            }
        default: throw .unknownConversation
        }
    }

    /// The address of the page that the visitor was last seen on. The rule asks whose conversation it is.
    private func knownPage(of id: ConversationID) async throws(Refusal) -> String? {
        do {
            return try await board.inbox.row(id)?.page?.url
        } catch {
            throw .unavailable
        }
    }

    private func change(
        _ id: ConversationID, _ request: ClientID,
        rule: @Sendable (Conversation?, Timestamp) throws(Refusal) -> Change
    ) async throws(Refusal) -> Receipt {
        try await board.recorder.record(id, in: .visitor(visitor), client: request, rule: rule)
    }

    private func changeExisting(
        _ id: ConversationID, _ request: ClientID,
        rule: @Sendable (Conversation, Timestamp) throws(Refusal) -> Change
    ) async throws(Refusal) -> Receipt {
        try await change(id, request) { existing, now throws(Refusal) in
            guard let existing else { throw .unknownConversation }
            return try rule(existing, now)
        }
    }
}
