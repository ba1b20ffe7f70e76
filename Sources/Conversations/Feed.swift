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
        package let number: Int
        package let text: String
    }

    /// Where something happened: in this process, or in another that works on the same log.
    package enum Origin: Hashable, Sendable {
        case here
        case elsewhere
    }

    private struct Listening {
        let listener: Listener
        /// `nil`: wherever it happened.
        let origin: Origin?
    }

    private struct Listeners {
        var next = 0
        var live = LiveAnswers()
        var all: [Int: Listening] = [:]
        var byConversation: [ConversationID: [Int: Listening]] = [:]

        func hearing(_ signal: Signal, from origin: Origin) -> [Listener] {
            let listening =
                Array(all.values) + Array(byConversation[signal.conversation, default: [:]].values)
            return listening.filter { $0.origin == nil || $0.origin == origin }.map(\.listener)
        }
    }

    private let listeners = Mutex(Listeners())

    package init() {}

    /// `listener` is called for one conversation, or for all when `nil`, on the teller's thread: it must only
    /// take note.
    ///
    /// - Parameter origin: hears only what happened there; `nil` hears all.
    package func listen(
        to conversation: ConversationID? = nil, from origin: Origin? = nil, _ listener: @escaping Listener
    ) -> Token {
        listeners.withLock { listeners in
            listeners.next += 1
            let token = Token(number: listeners.next, conversation: conversation)
            let listening = Listening(listener: listener, origin: origin)
            if let conversation {
                listeners.byConversation[conversation, default: [:]][token.number] = listening
            } else {
                listeners.all[token.number] = listening
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

    package func tell(_ signal: Signal, from origin: Origin = .here) {
        let told = listeners.withLock { listeners in
            listeners.live.follow(signal)
            return listeners.hearing(signal, from: origin)
        }
        for listener in told { listener(signal) }
    }
}

extension Feed {
    /// Whether anybody wants to know what happens elsewhere in a conversation.
    package func isAwaited(_ id: ConversationID) -> Bool {
        listeners.withLock { listeners in
            listeners.live[id] != nil || listeners.byConversation[id] != nil
                || listeners.all.values.contains { $0.origin != .here }
        }
    }

    /// The conversations that somebody follows, or that are being answered.
    package var followed: Set<ConversationID> {
        listeners.withLock { Set($0.byConversation.keys).union($0.live.conversations) }
    }
}
