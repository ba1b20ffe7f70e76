/// One turn of what a model is shown.
package struct ChatMessage: Sendable, Hashable {
    package enum Role: String, Sendable, Hashable, Codable {
        case system
        case user
        case assistant
    }

    /// A stretch of it, by whose words they are.
    package enum Part: Sendable, Hashable {
        /// Our own words, and what anybody may read: published articles. It leaves as it is.
        case open(String)
        /// What a visitor or a page said. Personal data in it becomes placeholders before it leaves.
        case personal(String)

        package var text: String {
            switch self {
            case .open(let text), .personal(let text): text
            }
        }
    }

    package let role: Role
    package let parts: [Part]

    package var text: String { parts.map(\.text).joined() }

    package init(_ role: Role, _ parts: [Part]) {
        self.role = role
        self.parts = parts
    }

    /// Whose words `text` holds is not known, so they count as a visitor's.
    package init(_ role: Role, _ text: String) { self.init(role, [.personal(text)]) }
}

/// What a model is asked.
package struct ChatRequest: Sendable, Hashable {
    package let messages: [ChatMessage]
    /// Always sent: without it some servers generate without end.
    package let tokensMax: Int
    /// 0 for the same answer to the same question, as far as the server can.
    package let temperature: Double

    package init(messages: [ChatMessage], tokensMax: Int, temperature: Double = 0) {
        self.messages = messages
        self.tokensMax = tokensMax
        self.temperature = temperature
    }
}

/// A piece of what a model says.
package enum ChatEvent: Sendable, Hashable {
    /// Never empty; may end in the middle of a word, never of a character.
    case text(String)
    /// How likely the tokens of the last piece of text were; only from servers that tell.
    case likelihood(TokenLikelihood)
    /// The last event of a stream that did not fail.
    case ended(ChatEnding)
}

/// How a model came to its end.
package struct ChatEnding: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable {
        /// It had said what it wanted to say.
        case stop
        /// It was cut at `tokensMax` or at the end of its context.
        case length
        case contentFilter = "content_filter"
        /// It wanted to call a tool, or something else that nobody asked for.
        case other
    }

    package let reason: Reason
    package let promptTokens: Int?
    package let answerTokens: Int?

    package init(reason: Reason, promptTokens: Int? = nil, answerTokens: Int? = nil) {
        self.reason = reason
        self.promptTokens = promptTokens
        self.answerTokens = answerTokens
    }
}

/// A language model that can be asked.
package protocol ChatModel: Sendable {
    /// What the decision record calls it: host and model, without any key.
    var name: String { get }

    /// Streams the answer. Throws a `ModelFailure`; leaving the loop stops the work at the other end.
    /// Nothing is tried again once text has come.
    func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error>
}

/// Why a model did not answer. A closed list: decisions and counts name it.
package enum ModelFailure: String, Error, Sendable, Hashable, CaseIterable {
    /// No connection could be made.
    case unreachable
    /// Too many questions were waiting already.
    case busy
    /// It failed so often that it is left alone for a while.
    case resting
    /// The first word, the next word or the end took too long.
    case late
    /// The key was not accepted.
    case unauthorized
    /// The request was not accepted: wrong address, unknown model, a prompt that is too long.
    case rejected
    /// It asks to be left alone for longer than anybody waits, or the account is used up.
    case exhausted
    /// It said that it has a problem of its own, before or in the middle of the answer.
    case broken
    /// The answer ended before it was complete.
    case truncated
    /// What came is no answer: another format, nothing, or more than allowed.
    case unreadable
}
