/// Where the positive samples are right answers: how many can be given at which risk (El-Yaniv and Wiener,
/// "On the foundations of noise-free selective classification", 2010).
extension BinaryScores {
    /// What a threshold would answer, and how often it would err.
    package struct RiskPoint: Sendable, Hashable, Codable {
        /// Answers are given from this score on.
        package let threshold: Double
        /// The share of all questions that is answered, above 0 up to 1.
        package let coverage: Double
        /// The share of the answers that is wrong, 0...1.
        package let risk: Double
        package let answered: Int
        package let errors: Int
    }

    /// One point a distinct score, the safest first.
    package var riskCurve: [RiskPoint] {
        steps.map { step in
            let errors = step.count - step.positives
            return RiskPoint(
                threshold: step.score, coverage: Double(step.count) / Double(count),
                risk: Double(errors) / Double(step.count), answered: step.count, errors: errors)
        }
    }

    /// The area under risk over coverage, 0...1, lower is better: the mean of the risk over every number of
    /// answers, equal scores sharing the risk of their step (Geifman, Uziel and El-Yaniv, "Bias-reduced
    /// uncertainty estimation", 2019). `nil` without samples.
    package var riskArea: Double? {
        guard count > 0 else { return nil }
        var (sum, before) = (0.0, 0)
        for step in steps {
            let risk = Double(step.count - step.positives) / Double(step.count)
            sum += risk * Double(step.count - before)
            before = step.count
        }
        return sum / Double(count)
    }

    /// The largest share of questions that a threshold answers while the share of wrong answers is at most
    /// `riskMax`, with the labels known: what could be had, not what can be promised. 0 when no threshold
    /// does.
    package func coverage(riskMax: Double) -> Double {
        riskCurve.last { $0.risk <= riskMax }?.coverage ?? 0
    }
}
