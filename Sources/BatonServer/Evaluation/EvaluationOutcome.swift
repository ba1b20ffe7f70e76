/// What came back for one question.
package struct EvaluationOutcome: Sendable, Hashable, Codable {
    package let question: String
    /// Empty when the library holds no answer.
    package let expected: [String]
    /// The first five articles, best first.
    package let found: [String]
    /// Of the first expected article, from 1; `nil` when it was not among the first ten.
    package let rank: Int?
    /// Of every expected article among the first ten, from 1; absent from files of earlier versions.
    package let ranks: [Int]?
    /// Whether the gate let it pass.
    package let isAnswered: Bool
    /// For the vector and the search.
    package let milliseconds: Double
    package let shown: Evaluation.Shown?
    /// What the gate saw, as in a decision record.
    package let measures: [String: Double]
    /// `nil` when no model was asked; absent from files of earlier versions.
    package let rewriting: Evaluation.Rewriting?

    package init(
        question: String, expected: [String], found: [String], rank: Int?, ranks: [Int]?, isAnswered: Bool,
        milliseconds: Double, shown: Evaluation.Shown?, measures: [String: Double],
        rewriting: Evaluation.Rewriting? = nil
    ) {
        self.question = question
        self.expected = expected
        self.found = found
        self.rank = rank
        self.ranks = ranks
        self.isAnswered = isAnswered
        self.milliseconds = milliseconds
        self.shown = shown
        self.measures = measures
        self.rewriting = rewriting
    }

    var isAnswerable: Bool { !expected.isEmpty }
    var isRight: Bool { rank == 1 }
    /// 0...1; `nil` where words alone decided.
    var confidence: Double? { measures["confidence"] }
}

extension Evaluation {
    /// What an answer would show a visitor, checked once more.
    package struct Shown: Sendable, Hashable, Codable {
        package let sentences: Int
        /// Sentences that were shown although the passage that they cite does not say them.
        package let unsupported: Int
        /// Drafted sentences that the check stopped.
        package let withheld: Int
        /// Why the model gave no answer; then it was quoted.
        package let failure: String?
        package let milliseconds: Double

        package init(
            sentences: Int, unsupported: Int, withheld: Int, failure: String?, milliseconds: Double
        ) {
            self.sentences = sentences
            self.unsupported = unsupported
            self.withheld = withheld
            self.failure = failure
            self.milliseconds = milliseconds
        }
    }
}
