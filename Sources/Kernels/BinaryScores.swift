/// How well scores tell the positive samples from the others: what confidences are measured by.
///
/// A score of NaN counts as the lowest, and equal scores as one step, whatever the order they came in.
package struct BinaryScores: Sendable {
    /// A score, higher for what is likelier positive, and what it turned out to be.
    package typealias Sample = (score: Double, isPositive: Bool)

    /// All samples down to one score.
    struct Step: Sendable {
        let score: Double
        /// Samples with this score or a higher one.
        let count: Int
        /// Those of them that are positive.
        let positives: Int
    }

    package let count: Int
    package let positives: Int
    /// Highest score first, one a distinct score.
    let steps: [Step]
    let samples: [Sample]

    package init(_ samples: [Sample]) {
        let kept = samples.map { ($0.score.isNaN ? -.infinity : $0.score, $0.isPositive) as Sample }
            .sorted { $0.score > $1.score }
        var (steps, positives) = ([Step](), 0)
        for (index, sample) in kept.enumerated() {
            if sample.isPositive { positives += 1 }
            if index + 1 < kept.count, kept[index + 1].score == sample.score { continue }
            steps.append(Step(score: sample.score, count: index + 1, positives: positives))
        }
        (self.samples, self.steps) = (kept, steps)
        (count, self.positives) = (kept.count, positives)
    }

    private var hasBothClasses: Bool { positives > 0 && positives < count }

    /// The area under the receiver operating characteristic, 0...1: how often a positive sample scores higher
    /// than another, ties counting half (Fawcett, "An introduction to ROC analysis", 2006). `nil` with one
    /// class.
    package var areaUnderROC: Double? {
        guard hasBothClasses else { return nil }
        var (area, before) = (0.0, (count: 0, positives: 0))
        for step in steps {
            let others = step.count - step.positives - (before.count - before.positives)
            area += Double(others) * Double(step.positives + before.positives) / 2
            before = (step.count, step.positives)
        }
        return area / (Double(positives) * Double(count - positives))
    }

    /// The area under precision over recall as average precision, 0...1: the mean over the positive samples
    /// of the precision down to their score, without interpolation. `nil` without a positive sample.
    package var averagePrecision: Double? {
        guard positives > 0 else { return nil }
        var (sum, before) = (0.0, 0)
        for step in steps {
            sum += Double(step.positives - before) * Double(step.positives) / Double(step.count)
            before = step.positives
        }
        return sum / Double(positives)
    }

    /// The largest share of positive samples that a threshold finds while at most `falseMax` of the others
    /// (0...1) score as high. `nil` with one class.
    package func recall(falseMax: Double) -> Double? {
        guard hasBothClasses else { return nil }
        let others = Double(count - positives)
        let allowed = steps.last { Double($0.count - $0.positives) <= falseMax * others }
        return Double(allowed?.positives ?? 0) / Double(positives)
    }
}
