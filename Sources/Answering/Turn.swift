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

    package var text: String { messages.map(\.text).joined(separator: "\n") }
    /// The page of the last message that names one.
    package var page: PageContext? { messages.last { $0.page != nil }?.page }
    package var ids: [MessageID] { messages.map(\.id) }

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
        let reopened =
            events.last { if case .reopened = $0.event.body { true } else { false } }?.event.seq ?? 0
        context = spoken.filter { $0.seq > reopened && $0.seq <= conversation.handledSeq }
            .suffix(Self.contextMessagesMax).map(\.message.text)
    }
}
