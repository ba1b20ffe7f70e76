package import Answering

/// What having a model answer the questions of a gap takes, before any is asked.
package struct RehearsalPlan: Sendable {
    package struct Question: Sendable {
        package let id: String
        package let text: String
    }

    /// Of English text; other languages take more tokens.
    static let charactersPerToken = 4

    /// What the decision record calls it.
    package let model: String
    /// Those that the gate lets through: only for them the model is asked.
    package private(set) var questions: [Question] = []
    package private(set) var tokensSent = 0
    package private(set) var tokensWrittenMax = 0
    /// For all of them, by the latest answers; `nil` while nobody knows.
    package var seconds: Double? { secondsEach.map { $0 * Double(questions.count) } }
    private let secondsEach: Double?

    package init(model: String, secondsEach: Double?) {
        self.model = model
        self.secondsEach = secondsEach
    }

    package mutating func add(_ question: Replay.Question, characters: Int, tokensMax: Int) {
        questions.append(.init(id: question.id, text: question.text))
        tokensSent += (characters + Self.charactersPerToken - 1) / Self.charactersPerToken
        tokensWrittenMax += tokensMax
    }
}

/// What the Assistant would say to a question with a draft published: the model's words, checked as a
/// visitor's answer is.
package struct Rehearsed: Sendable {
    /// With its markers; empty where nothing is said, and a person would get the question.
    package let text: String
    /// Sentences that the check stopped.
    package let withheld: Int
    /// Why the model gave no answer; then the text is a quotation.
    package let failure: String?
    /// What the text says beside what a person answered; `nil` where nobody did, or nothing is said.
    package let says: String?
    package let seconds: Double

    /// - Parameter said: `nil` where the gate lets none through, which it may not any more: what is in force
    ///   changes.
    package init(_ said: Assistant.Rehearsal?, finding: Agreement.Finding? = nil, seconds: Double = 0) {
        (text, withheld, failure) = (said?.text ?? "", said?.withheld ?? 0, said?.failure)
        says = finding?.rawValue
        self.seconds = seconds
    }
}
