package import Conversations

/// What the visitor said since the last answer, and what went before.
package struct Turn: Hashable, Sendable {
    /// Events looked at for the earlier turns.
    static let contextEventsMax = 40
    static let contextMessagesMax = 3
    /// Whoever writes more than this before an answer is answered to the latest of it.
    static let eventsMax = 400

    /// The messages that make up the question; several when the visitor wrote in a burst.
    package let messages: [Message]
    /// The visitor's earlier messages in this episode, oldest first.
    package let context: [String]
    /// The seq of the last of `messages`.
    package let visitorSeq: Int

    /// What the visitor was asked back just before, and what the messages make of it.
    package let asked: Asked?

    /// What a model made of it for the search; `nil` when none was asked.
    package var rewriting: Rewriting?

    /// A question back, with the question that it was about.
    package struct Asked: Hashable, Sendable {
        package let question: [Message]
        package let reply: AskedBack.Reply
    }

    /// The question, with the choice that was made about it.
    package var text: String {
        (question + (asked?.reply == .other ? [] : messages)).map(\.text).joined(separator: "\n")
    }
    /// The page of the last message that names one.
    package var page: PageContext? { (question + messages).last { $0.page != nil }?.page }
    package var ids: [MessageID] { (question + messages).map(\.id) }
    /// The choice that was made; `nil` when nothing was asked back, or the visitor said something else.
    package var choice: AskedBack.Choice? {
        guard case .chose(let choice) = asked?.reply else { return nil }
        return choice
    }

    /// Who answers a question back with a choice, or with none of them, still asks the same.
    private var question: [Message] {
        guard let asked, asked.reply != .words else { return [] }
        return asked.question
    }

    /// `events` are the latest of the conversation, in order; `nil` when nothing in them waits for an answer.
    package init?(_ events: [DeliveredEvent], of conversation: Conversation) {
        let spoken = events.compactMap { delivered -> (seq: Int, message: Message)? in
            guard case .visitorSent = delivered.event.body, let message = delivered.message else {
                return nil
            }
            return (delivered.event.seq, message)
        }
        let open = spoken.filter { $0.seq > conversation.handledSeq && $0.seq <= conversation.visitorSeq }
        guard let last = open.last else { return nil }
        messages = open.map(\.message)
        visitorSeq = last.seq
        asked = Self.asked(
            events.prefix { $0.event.seq < open[0].seq }, spoken.map(\.message), open.map(\.message))
        let repeated = asked?.reply == .words ? [] : Set(asked?.question.map(\.id) ?? [])
        let reopened =
            events.last { if case .reopened = $0.event.body { true } else { false } }?.event.seq ?? 0
        context = spoken.filter { $0.seq > reopened && $0.seq <= conversation.handledSeq }
            .filter { !repeated.contains($0.message.id) }
            .suffix(Self.contextMessagesMax).map(\.message.text)
    }

    /// What was asked back last, if nothing else was said since.
    private static func asked(
        _ before: ArraySlice<DeliveredEvent>, _ spoken: [Message], _ replies: [Message]
    ) -> Asked? {
        guard let last = before.lastIndex(where: { $0.event.body.movesOn }),
            case .askedBack(let back) = before[last].event.body
        else { return nil }
        let decided = before[..<last].last { if case .decided = $0.event.body { true } else { false } }
        guard case .decided(let decision) = decided?.event.body else { return nil }
        let reply = replies.count == 1 ? back.reply(replies[0].text) : .words
        return Asked(question: spoken.filter { decision.question.contains($0.id) }, reply: reply)
    }
}

extension EventBody {
    /// Whether what was asked back before it is over.
    fileprivate var movesOn: Bool {
        switch self {
        case .answered, .askedBack, .handedOff, .assigned, .agentSent, .givenBack, .resolved, .reopened: true
        default: false
        }
    }
}

extension Turn {
    /// The text that `decision` refers to, of what it was searched for as.
    func searched(in decision: Decision) -> Message? {
        decision.rewriting?.message == nil ? nil : rewriting?.text
    }
}
