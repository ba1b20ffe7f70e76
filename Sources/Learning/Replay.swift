import Knowledge
package import Retrieval

/// The same questions on two snapshots: what was answered before, and what is answered now.
package struct Replay: Hashable, Sendable {
    /// Questions of one replay: a gap has fewer, and the regression set is a sample.
    package static let questionsMax = 500
    static let hitsMax = 5

    /// A question with the articles of which any answers it.
    package struct Question: Hashable, Sendable {
        package let id: String
        package let text: String
        /// By the snapshot's embedder; `nil` where words alone are searched.
        package let vector: [Float]?
        package let area: String?
        package let expected: Set<String>

        package init(id: String, text: String, vector: [Float]?, area: String?, expected: Set<String>) {
            self.id = id
            self.text = text
            self.vector = vector
            self.area = area
            self.expected = expected
        }
    }

    /// What the Assistant would do with a question on one snapshot. The answer's words are not made: the
    /// gate and the best article decide whether it is right.
    package struct Shown: Hashable, Sendable {
        package let isAnswered: Bool
        package let isRight: Bool
        package let confidence: Double?
        package let article: String?
        package let title: String?
    }

    package struct Pair: Hashable, Sendable {
        package let question: Question
        package let before: Shown
        package let after: Shown

        /// Answered rightly before, and not any more.
        package var isBroken: Bool { before.isRight && !after.isRight }
        package var isGained: Bool { !before.isRight && after.isRight }
    }

    /// How questions are asked: what is in force, for both snapshots alike.
    package struct Ways: Sendable {
        let model: ConfidenceModel
        let threshold: @Sendable (String?) -> Double

        package init(model: ConfidenceModel, threshold: @escaping @Sendable (String?) -> Double) {
            self.model = model
            self.threshold = threshold
        }
    }

    /// The gap's own questions.
    package let pairs: [Pair]
    /// Questions that were answered well.
    package let regression: [Pair]

    package init(
        _ questions: [Question], regression: [Question], before: Snapshot, trial: TrialSnapshots,
        in ways: Ways
    ) {
        func pair(_ question: Question, _ after: Snapshot) -> Pair {
            Pair(
                question: question, before: Self.shown(question, before, ways),
                after: Self.shown(question, after, ways))
        }
        pairs = questions.prefix(Self.questionsMax).map { pair($0, trial.without($0.text)) }
        // What is not answered rightly as things are cannot be broken by what is new.
        self.regression = regression.prefix(Self.questionsMax).map { pair($0, trial.whole) }
            .filter(\.before.isRight)
    }

    /// Without the memory of questions that had no article, on both sides: the gap's own questions are in it.
    private static func shown(_ question: Question, _ snapshot: Snapshot, _ ways: Ways) -> Shown {
        let findings = snapshot.search(
            Query(text: question.text, pageArea: question.area), vector: question.vector, limit: hitsMax)
        let (sufficiency, evidence) = Sufficiency.of(
            findings, model: ways.model, answerMin: ways.threshold(question.area))
        var isAnswered = false
        if case .sufficient = sufficiency { isAnswered = true }
        let best = findings.hits.first
        let isRight = isAnswered && best.map { question.expected.contains($0.passage.article.value) } ?? false
        return Shown(
            isAnswered: isAnswered, isRight: isRight, confidence: evidence.confidence,
            article: best?.passage.article.value, title: best?.articleTitle)
    }

    package var broken: [Pair] { regression.filter(\.isBroken) }
}
