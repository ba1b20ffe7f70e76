import Synchronization

/// What is told to whoever listens, after it happened. Only `advanced` is durable; the others are frames.
package enum Signal: Sendable {
    /// A conversation has new events up to `state.seq`.
    case advanced(Conversation)
    /// A piece of an answer that is being given; `number` counts from 1.
    case delta(conversation: ConversationID, answer: MessageID, number: Int, text: String)
    case typing(conversation: ConversationID, by: Actor, isTyping: Bool)
    /// One side has seen the conversation up to `seq`.
    case seen(conversation: ConversationID, by: Actor, seq: Int)
    /// Other people of the team have the conversation open than before.
    case viewersChanged(conversation: ConversationID)

    package var conversation: ConversationID {
        switch self {
        case .advanced(let state): state.id
        case .delta(let id, _, _, _): id
        case .typing(let id, _, _), .seen(let id, _, _), .viewersChanged(let id): id
        }
    }
}

/// Tells listeners that there is something new. A listener fetches the events itself, so a lost signal loses
/// nothing.
package final class Feed: Sendable {
    package typealias Listener = @Sendable (Signal) -> Void

    package struct Token: Hashable, Sendable {
        fileprivate let number: Int
        fileprivate let conversation: ConversationID?
    }

    /// As much of an answer as was told so far, for whoever comes in the middle.
    package struct LiveAnswer: Hashable, Sendable {
        package let answer: MessageID
        package var number: Int
        package var text: String
    }

    private struct Listeners {
        var next = 0
        var live: [ConversationID: LiveAnswer] = [:]
        var all: [Int: Listener] = [:]
        var byConversation: [ConversationID: [Int: Listener]] = [:]

        mutating func follow(_ signal: Signal) {
            switch signal {
            case .delta(let id, let answer, let number, let text):
                var known = live[id].flatMap { $0.answer == answer ? $0 : nil }
                known?.number = number
                known?.text += text
                live[id] = known ?? LiveAnswer(answer: answer, number: number, text: text)
            case .advanced(let state):
                if state.lease?.answer != live[state.id]?.answer { live[state.id] = nil }
            case .typing, .seen, .viewersChanged: break
            }
        }
    }

    private let listeners = Mutex(Listeners())

    package init() {}

    /// `listener` is called for one conversation, or for all when `nil`, on the teller's thread: it must only
    /// take note.
    package func listen(to conversation: ConversationID? = nil, _ listener: @escaping Listener) -> Token {
        listeners.withLock { listeners in
            listeners.next += 1
            let token = Token(number: listeners.next, conversation: conversation)
            if let conversation {
                listeners.byConversation[conversation, default: [:]][token.number] = listener
            } else {
                listeners.all[token.number] = listener
            }
            return token
        }
    }

    package func stop(_ token: Token) {
        listeners.withLock { listeners in
            guard let conversation = token.conversation else {
                listeners.all[token.number] = nil
                return
            }
            listeners.byConversation[conversation]?[token.number] = nil
            if listeners.byConversation[conversation]?.isEmpty == true {
                listeners.byConversation[conversation] = nil
            }
        }
    }

    package func live(in conversation: ConversationID) -> LiveAnswer? {
        listeners.withLock { $0.live[conversation] }
    }

    package func tell(_ signal: Signal) {
        let told = listeners.withLock { listeners in
            listeners.follow(signal)
            return Array(listeners.all.values)
                + Array(listeners.byConversation[signal.conversation, default: [:]].values)
        }
        for listener in told { listener(signal) }
    }
}
