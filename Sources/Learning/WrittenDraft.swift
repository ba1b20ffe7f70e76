import LanguageModel

/// The text of an article as a model wrote it, each sentence with what says it.
package struct WrittenDraft: Sendable {
    package enum Support: Hashable, Sendable {
        /// A reply to a question of the gap, counted from 0.
        case turn(EscalationID, reply: Int)
        /// A published article.
        case article(String)
    }

    package struct Sentence: Sendable {
        /// Markdown, without personal data.
        package let text: String
        /// What stands between it and the sentence before.
        package let joint: String
        package let support: [Support]
        /// False where nobody said it.
        package let isSupported: Bool
    }

    package let sentences: [Sentence]
    /// The model was stopped before it had come to its end.
    package let isCut: Bool
    package let model: String
    /// `id@version#hash` of the prompt.
    package let prompt: String

    package var text: String { sentences.map { $0.joint + $0.text }.joined() }

    /// What an editor has to look at, in words.
    package var unsure: [String] {
        let cut = isCut ? ["The model was stopped before the end of its text."] : []
        return sentences.filter { !$0.isSupported }.map { "Nobody said this: \($0.text)" } + cut
    }
}

/// Why a model wrote no draft. A closed list; `advice` says it to an editor.
package enum NoDraft: String, Error, Hashable, Sendable, CaseIterable {
    case noModel = "no_model"
    /// No person has answered any of the questions.
    case noAnswers = "no_answers"
    /// The model says that the answers hold no article.
    case refused
    /// It repeats what it was told to keep to itself: somebody else gives the orders.
    case astray
    /// It goes on and on, or was cut before a sentence was complete.
    case cut
    case late
    case unreachable
    /// Too many questions wait, or it failed so often that it is left alone.
    case busy
    /// The key, the address or the model's name is wrong, or the account is used up.
    case rejected
    /// It failed, or what came is no text.
    case broken

    init(_ error: any Error) {
        switch error {
        case let failure as ModelFailure: self = NoDraft(failure)
        case let stop as DraftStop:
            self =
                switch stop {
                case .refused: .refused
                case .leaked: .astray
                case .overlong: .cut
                }
        default: self = .broken
        }
    }

    private init(_ failure: ModelFailure) {
        self =
            switch failure {
            case .unreachable: .unreachable
            case .busy, .resting: .busy
            case .late: .late
            case .unauthorized, .rejected, .exhausted: .rejected
            case .broken, .unreadable: .broken
            case .truncated: .cut
            }
    }

    package var advice: String {
        switch self {
        case .noModel: "No model is set: an administrator sets one under Settings."
        case .noAnswers: "No person has answered these questions yet: there is nothing to write from."
        case .refused: "The model found no answer to these questions in what people wrote."
        case .astray: "The model did not keep to its task: something in these answers leads it astray."
        case .cut: "The model was stopped before it had written a sentence."
        case .late: "The model took longer than \(ArticleDrafter.millisecondsMax / 1000) seconds."
        case .unreachable: "The model cannot be reached."
        case .busy: "The model has too much to do or is left alone after failures: try again in a minute."
        case .rejected: "The model refuses the request: look at its address, name and key under Settings."
        case .broken: "The model failed. Try again in a minute."
        }
    }
}
