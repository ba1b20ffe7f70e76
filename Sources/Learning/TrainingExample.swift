package import Conversations
import LanguageModel

/// One question with what was found, said and known of it, for training a model: words without personal data.
package struct TrainingExample: Hashable, Sendable, Encodable {
    /// Turns before the question that are kept as its context.
    static let turnsMax = 10
    /// Passages that the Assistant had before it, the best first.
    static let passagesMax = 5

    package struct Turn: Hashable, Sendable, Encodable {
        /// `visitor`, `assistant` or `agent`.
        package let role: String
        package let text: String
    }

    package struct Source: Hashable, Sendable, Encodable {
        package let article: String
        package let revision: Int
        package let text: String
    }

    /// What became of the question. A closed list.
    package enum Outcome: String, Hashable, Sendable, Encodable {
        /// The visitor or a judge said so.
        case right
        /// Any cause that makes an escalation.
        case failed
        /// Nobody said anything.
        case unknown
    }

    package let id: String
    /// Milliseconds since 1970.
    package let at: Int64
    package let area: String?
    package let context: [Turn]
    package let question: String
    package let passages: [Source]
    package let assistantAnswer: String?
    package let humanAnswer: String?
    package let namedArticle: String?
    package let outcome: Outcome
    package let causes: [String]

    enum CodingKeys: String, CodingKey {
        case id, at, area, context, question, passages, outcome, causes
        case assistantAnswer = "assistant_answer"
        case humanAnswer = "human_answer"
        case namedArticle = "named_article"
    }

    /// The examples of one conversation, in the order of its questions; those whose words were erased are
    /// left out.
    ///
    /// - Parameter passage: the text of a candidate; `nil` when it is not there any more.
    package static func of(
        _ delivered: [DeliveredEvent], passage: (Decision.Candidate) -> String?
    ) -> [TrainingExample] {
        let said = delivered.compactMap { one -> (seq: Int, role: String, id: MessageID, text: String)? in
            guard let message = one.message, message.kind == .message, let role = role(one.event) else {
                return nil
            }
            return (one.event.seq, role, message.id, PersonalData.cleared(message.text))
        }
        let texts = Dictionary(said.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
        let right = Set(delivered.compactMap { Self.right($0.event.body) })
        return EscalationFold.questions(of: delivered.map(\.event)).compactMap { one in
            let words = one.question.compactMap { texts[$0] }
            guard !words.isEmpty else { return nil }
            let first = said.first { one.question.contains($0.id) }?.seq ?? one.seq
            let before = said.filter { $0.seq < first }.suffix(turnsMax)
            let replies = one.replies.compactMap { texts[$0] }
            let isRight = one.answer.map { right.contains($0) } ?? false
            return TrainingExample(
                id: one.id.text, at: one.at.milliseconds, area: one.area,
                context: before.map { Turn(role: $0.role, text: $0.text) },
                question: words.joined(separator: "\n"),
                passages: one.candidates.prefix(passagesMax).compactMap { candidate in
                    passage(candidate).map {
                        Source(article: candidate.article, revision: candidate.revision, text: $0)
                    }
                },
                assistantAnswer: one.answer.flatMap { texts[$0] },
                humanAnswer: replies.isEmpty ? nil : replies.joined(separator: "\n\n"),
                namedArticle: one.namedArticle,
                outcome: !one.causes.isEmpty ? .failed : isRight ? .right : .unknown,
                causes: one.causes.map(\.rawValue).sorted())
        }
    }

    private static func role(_ event: Event) -> String? {
        switch event.actor {
        case .visitor: "visitor"
        case .agent: "agent"
        case .assistant: "assistant"
        case .system: nil
        }
    }

    private static func right(_ body: EventBody) -> MessageID? {
        switch body {
        case .judged(let answer, .right), .helped(let answer, true): answer
        default: nil
        }
    }

    // MARK: For trainers

    /// `{"messages": [...]}` with the answer that is known to be good; `nil` where none is.
    package var supervised: TrainingChat? {
        guard let good = humanAnswer ?? (outcome == .right ? assistantAnswer : nil) else { return nil }
        return TrainingChat(messages: asked + [.init(role: "assistant", content: good)])
    }

    /// What a person answered, preferred to what the Assistant had said and that failed.
    package var preference: TrainingPair? {
        guard outcome == .failed, let chosen = humanAnswer, let rejected = assistantAnswer else { return nil }
        return TrainingPair(prompt: asked, chosen: chosen, rejected: rejected)
    }

    /// The passages as the system's word, then the turns.
    private var asked: [TrainingChat.Message] {
        let sources = passages.map(\.text).joined(separator: "\n\n")
        let system = sources.isEmpty ? [] : [TrainingChat.Message(role: "system", content: sources)]
        let turns = context.map { turn in
            TrainingChat.Message(role: turn.role == "visitor" ? "user" : "assistant", content: turn.text)
        }
        return system + turns + [.init(role: "user", content: question)]
    }
}

/// A conversation as trainers of chat models take it.
package struct TrainingChat: Hashable, Sendable, Encodable {
    package struct Message: Hashable, Sendable, Encodable {
        /// `system`, `user` or `assistant`.
        package let role: String
        package let content: String
    }

    package let messages: [Message]
}

/// Two answers to the same turns, of which one is better.
package struct TrainingPair: Hashable, Sendable, Encodable {
    package let prompt: [TrainingChat.Message]
    package let chosen: String
    package let rejected: String
}
