import Kernels

/// An outcome without its words: what figures are computed from, many times when noise is told from change.
struct EvaluationMark: Sendable {
    let isAnswerable: Bool
    /// Of the first expected article, from 1.
    let rank: Int?
    /// Normalised discounted cumulative gain at 10, 0...1.
    let gain: Double
    let isAnswered: Bool
    /// 0 where the search had no vectors for once, and words alone decided.
    let confidence: Double
    let hasConfidence: Bool
    let milliseconds: Double
    let shown: Evaluation.Shown?
    let rewriting: Evaluation.Rewriting?

    var isRight: Bool { isAnswerable && rank == 1 }

    init(_ outcome: EvaluationOutcome) {
        isAnswerable = outcome.isAnswerable
        rank = outcome.rank
        gain = NDCG.of(
            ranks: outcome.ranks ?? outcome.rank.map { [$0] } ?? [], relevant: outcome.expected.count)
        isAnswered = outcome.isAnswered
        confidence = outcome.confidence ?? 0
        hasConfidence = outcome.confidence != nil
        milliseconds = outcome.milliseconds
        shown = outcome.shown
        rewriting = outcome.rewriting
    }
}

/// One number of an evaluation.
package struct EvaluationFigure: Sendable, Hashable, Codable {
    /// Which way is better.
    package enum Direction: Sendable, Hashable {
        case higher, lower, neither
    }

    package let name: String
    /// Shares and areas are 0...1; milliseconds and counts say so in their name.
    package let value: Double

    var isTime: Bool { name.contains("_ms_") }

    package var direction: Direction { Self.directions[name] ?? .neither }

    /// A figure that is not here only describes.
    private static let directions: [String: Direction] = [
        "hit_1": .higher, "hit_5": .higher, "mrr_10": .higher, "ndcg_10": .higher,
        "answerable_answered": .higher, "answerable_answered_right": .higher,
        "unanswerable_answered": .lower, "answered_wrong": .lower,
        "right_auroc": .higher, "right_aupr": .higher, "right_ece": .lower, "right_brier": .lower,
        "risk_area": .lower, "coverage_at_5_percent_error": .higher, "coverage_at_2_percent_error": .higher,
        "coverage_at_1_percent_error": .higher,
        "unanswerable_auroc": .higher, "unanswerable_aupr": .higher,
        "unanswerable_recall_at_5_percent": .higher,
        "sentences_shown_unsupported": .lower, "model_failures": .lower,
    ]
}

/// The figures of some outcomes, in the order of the table. One that has nothing to count is left out.
struct EvaluationFigures {
    private(set) var all: [EvaluationFigure] = []

    init(_ marks: [EvaluationMark]) {
        let answerable = marks.filter(\.isAnswerable)
        add("questions", Double(marks.count))
        add("answerable", Double(answerable.count))
        addSearch(answerable)
        addGate(marks, answerable)
        if marks.contains(where: \.hasConfidence) {
            addConfidence(marks)
            addUnanswerable(marks)
        }
        addRewritings(marks.compactMap(\.rewriting))
        addShown(marks.compactMap(\.shown))
        let times = marks.map(\.milliseconds).sorted()
        add("search_ms_median", Self.quantile(times, 0.5))
        add("search_ms_p95", Self.quantile(times, 0.95))
    }

    subscript(name: String) -> Double? { all.first { $0.name == name }?.value }

    private mutating func add(_ name: String, _ value: Double?) {
        if let value { all.append(EvaluationFigure(name: name, value: value)) }
    }

    private mutating func addSearch(_ answerable: [EvaluationMark]) {
        let reciprocal = answerable.reduce(0.0) { $0 + ($1.rank.map { 1 / Double($0) } ?? 0) }
        add("hit_1", Self.share(answerable.count(where: \.isRight), answerable.count))
        add("hit_5", Self.share(answerable.count { ($0.rank ?? .max) <= 5 }, answerable.count))
        add("mrr_10", Self.share(reciprocal, answerable.count))
        add("ndcg_10", Self.share(answerable.reduce(0) { $0 + $1.gain }, answerable.count))
    }

    private mutating func addGate(_ marks: [EvaluationMark], _ answerable: [EvaluationMark]) {
        let answered = marks.filter(\.isAnswered)
        let right = answered.count(where: \.isRight)
        let others = answered.count { !$0.isAnswerable }
        add("answered_share", Self.share(answered.count, marks.count))
        add("answerable_answered", Self.share(answered.count - others, answerable.count))
        add("answerable_answered_right", Self.share(right, answerable.count))
        add("unanswerable_answered", Self.share(others, marks.count - answerable.count))
        add("answered_wrong", Self.share(answered.count - right, answered.count))
    }

    /// Whether the confidence tells right answers from the rest, where what has no answer is never right.
    private mutating func addConfidence(_ marks: [EvaluationMark]) {
        let scores = BinaryScores(marks.map { ($0.confidence, $0.isRight) })
        add("right_auroc", scores.areaUnderROC)
        add("right_aupr", scores.averagePrecision)
        add("right_ece", scores.calibrationError())
        add("right_brier", scores.brier)
        add("risk_area", scores.riskArea)
        for percent in [5, 2, 1] {
            add("coverage_at_\(percent)_percent_error", scores.coverage(riskMax: Double(percent) / 100))
        }
    }

    /// Whether a low confidence tells what has no answer; the share of answerable questions that is turned
    /// away with them is at most 5 %.
    private mutating func addUnanswerable(_ marks: [EvaluationMark]) {
        let scores = BinaryScores(marks.map { (-$0.confidence, !$0.isAnswerable) })
        guard let area = scores.areaUnderROC else { return }
        add("unanswerable_auroc", area)
        add("unanswerable_aupr", scores.averagePrecision)
        add("unanswerable_recall_at_5_percent", scores.recall(falseMax: 0.05))
    }

    private mutating func addRewritings(_ rewritings: [Evaluation.Rewriting]) {
        guard !rewritings.isEmpty else { return }
        add("rewriting_asked", Double(rewritings.count))
        add("rewriting_used", Double(rewritings.count { $0.text != nil }))
        let failures = rewritings.compactMap(\.failure)
        for why in Set(failures).sorted() { add("rewriting_\(why)", Double(failures.count { $0 == why })) }
        add("rewriting_ms_median", Self.quantile(rewritings.map(\.milliseconds).sorted(), 0.5))
    }

    private mutating func addShown(_ shown: [Evaluation.Shown]) {
        guard !shown.isEmpty else { return }
        add("answers_written", Double(shown.count { $0.sentences > 0 }))
        add("model_failures", Double(shown.count { $0.failure != nil }))
        add("sentences_withheld", Double(shown.reduce(0) { $0 + $1.withheld }))
        add("sentences_shown", Double(shown.reduce(0) { $0 + $1.sentences }))
        add("sentences_shown_unsupported", Double(shown.reduce(0) { $0 + $1.unsupported }))
        add("answer_ms_median", Self.quantile(shown.map(\.milliseconds).sorted(), 0.5))
    }

    private static func share(_ some: Int, _ all: Int) -> Double? { share(Double(some), all) }

    private static func share(_ some: Double, _ all: Int) -> Double? { all > 0 ? some / Double(all) : nil }

    /// Of ascending values; `nil` for none.
    private static func quantile(_ values: [Double], _ share: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        return values[min(values.count - 1, Int(share * Double(values.count)))]
    }
}
