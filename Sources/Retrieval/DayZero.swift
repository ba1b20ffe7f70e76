package import Kernels

/// A model that was fitted on the knowledge base itself, before anybody has asked it anything.
package struct DayZero: Sendable {
    /// A question of the knowledge base to itself, judged by a model that had not seen its article.
    package struct Sample: Sendable, Hashable {
        /// 0...1.
        package let confidence: Double
        package let isRight: Bool
        /// Its article was hidden: nothing could be right.
        package let isHidden: Bool
    }

    package let model: ConfidenceModel
    package let samples: [Sample]
    /// Remembered questions that the model was fitted beside.
    package let remembered: Int
    /// The share of questions without an article that it was fitted for, above 0 and below 1.
    package let unanswerableShare: Double
    /// Tells questions whose article is hidden from the others; `nil` where nothing does.
    let absence: ConfidenceModel?

    /// The share of questions without an article among these.
    ///
    /// - Parameter traffic: the measures of each, the newest first.
    package func share(of traffic: [[String: Double]]) -> Double {
        absence.map { Self.share(of: traffic, by: $0) } ?? unanswerableShare
    }

    static func share(of traffic: [[String: Double]], by absence: ConfidenceModel) -> Double {
        let newest = traffic.prefix(UnanswerableShare.questionsMax)
        return UnanswerableShare.estimate(newest.map(absence.probability))
    }

    /// The samples with as many hidden ones as that share says.
    package var mixed: [Sample] {
        let asked = samples.filter { !$0.isHidden }
        let hidden = samples.filter(\.isHidden)
        let share = unanswerableShare
        let wanted = Int((Double(asked.count) * share / (1 - share)).rounded())
        guard wanted < hidden.count, wanted > 0 else { return samples }
        return asked + (0..<wanted).map { hidden[$0 * hidden.count / wanted] }
    }

    /// The lowest threshold that keeps an error rate on the knowledge base's own questions; `nil` where
    /// these are too few or too hard to promise it.
    ///
    /// Visitors may ask otherwise, so it is a beginning and no promise about them.
    package func threshold(errorMax: Double, certainty: Double) -> FixedSequence.Choice? {
        FixedSequence.choose(
            judged: mixed.map { ($0.confidence, $0.isRight) }, errorMax: errorMax, certainty: certainty)
    }

    /// How well the samples are told apart and how true the confidence is.
    package var scores: BinaryScores {
        BinaryScores(mixed.map { (score: $0.confidence, isPositive: $0.isRight) })
    }

    /// The mean distance between confidence and the share that was right, 0...1.
    package var calibrationError: Double? { scores.calibrationError() }

    /// How likely the confidence is higher for a question whose article is there, 0...1.
    package var separation: Double? {
        BinaryScores(samples.map { (score: $0.confidence, isPositive: !$0.isHidden) }).areaUnderROC
    }
}
