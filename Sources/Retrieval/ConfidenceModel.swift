import Kernels

/// A logistic model over a decision's measures: the probability that the best article answers the question.
///
/// It reads nothing but numbers by name, so that a decision record is enough to judge a model, or to fit
/// another one.
package struct ConfidenceModel: Sendable, Hashable, Codable {
    /// One term of the sum: weight · (measure - mean) / scale.
    package struct Feature: Sendable, Hashable, Codable {
        /// A key of `Evidence.measures`.
        package let name: String
        package let weight: Double
        package let mean: Double
        /// Above 0.
        package let scale: Double

        package init(name: String, weight: Double, mean: Double = 0, scale: Double = 1) {
            self.name = name
            self.weight = weight
            self.mean = mean
            self.scale = scale
        }
    }

    /// Names the model in decision records.
    package let version: String
    package let features: [Feature]
    package let bias: Double

    package init(version: String, features: [Feature], bias: Double) {
        self.version = version
        self.features = features
        self.bias = bias
    }

    /// The same model under another name.
    package func renamed(_ version: String) -> ConfidenceModel {
        ConfidenceModel(version: version, features: features, bias: bias)
    }

    /// Whether people's verdicts made it, and not a hand or the knowledge base alone.
    package var isFittedOnOutcomes: Bool {
        !version.hasPrefix(Self.handPrefix) && !version.hasPrefix(Self.dayZeroPrefix)
    }

    static let handPrefix = "hand-"
    static let dayZeroPrefix = "day0-"

    /// 0...1. A measure that is missing, or no number, counts as its mean and so adds nothing.
    package func probability(_ measures: [String: Double]) -> Double {
        let sum = features.reduce(bias) { sum, feature in
            guard let value = measures[feature.name], value.isFinite else { return sum }
            return sum + feature.weight * (value - feature.mean) / feature.scale
        }
        return LogisticRegression.logistic(sum)
    }
}

/// One decision with what became known of it.
package struct ConfidenceSample: Sendable, Hashable {
    package let measures: [String: Double]
    /// Whether the best article answers the question.
    package let isRight: Bool
    /// What it counts, 0 or more: 1, or the inverse of how likely it was to be looked at.
    package let weight: Double

    package init(measures: [String: Double], isRight: Bool, weight: Double = 1) {
        self.measures = measures
        self.isRight = isRight
        self.weight = weight
    }
}

extension ConfidenceModel {
    /// The penalty on weights of measures that are scaled to a standard deviation of 1.
    package static let l2 = 1.0
    /// A measure that varies less than this says nothing, and gets no weight.
    static let scaleMin = 1e-9

    /// Fits a model on what became known.
    ///
    /// - Parameters:
    ///   - samples: at most `LogisticRegression` can hold in memory; a measure that one lacks counts as the
    ///     mean of the others.
    ///   - features: the measures to use; those that do not vary are left out.
    /// - Returns: `nil` when there are not both right and wrong samples, or no measure varies.
    package static func fit(
        _ samples: [ConfidenceSample], features names: [String] = Confidence.features, version: String,
        l2: Double = l2
    ) -> ConfidenceModel? {
        let counted = samples.filter { $0.weight > 0 && $0.weight.isFinite }
        let scales = names.compactMap { name in
            Scale(name, counted).map { Feature(name: name, weight: 0, mean: $0.mean, scale: $0.deviation) }
        }
        let rows = counted.map { sample in
            scales.map { scale in
                guard let value = sample.measures[scale.name], value.isFinite else { return 0.0 }
                return (value - scale.mean) / scale.scale
            }
        }
        let found = LogisticRegression.fit(
            rows: rows, labels: counted.map(\.isRight), weights: counted.map(\.weight), l2: l2)
        guard let found else { return nil }
        let weighted = zip(scales, found.weights).map {
            Feature(name: $0.name, weight: $1, mean: $0.mean, scale: $0.scale)
        }
        return ConfidenceModel(version: version, features: weighted, bias: found.bias)
    }

    /// The weighted mean and standard deviation of one measure.
    private struct Scale {
        let mean: Double
        let deviation: Double

        /// `nil` for a measure that does not vary.
        init?(_ name: String, _ samples: [ConfidenceSample]) {
            var (total, sum, squares) = (0.0, 0.0, 0.0)
            for sample in samples {
                guard let value = sample.measures[name], value.isFinite else { continue }
                total += sample.weight
                sum += sample.weight * value
            }
            guard total > 0 else { return nil }
            let mean = sum / total
            for sample in samples {
                guard let value = sample.measures[name], value.isFinite else { continue }
                squares += sample.weight * (value - mean) * (value - mean)
            }
            let deviation = (squares / total).squareRoot()
            guard deviation > scaleMin, deviation.isFinite else { return nil }
            self.mean = mean
            self.deviation = deviation
        }
    }
}
