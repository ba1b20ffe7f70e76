/// Where scores are probabilities: whether they hold.
extension BinaryScores {
    /// Bins of equal width unless stated otherwise, as in Guo et al., "On calibration of modern neural
    /// networks", 2017.
    package static let binsStandard = 15

    /// The samples whose score lies in one part of 0...1.
    package struct Bin: Sendable, Hashable, Codable {
        /// From this score on, 0...1.
        package let lower: Double
        /// Up to, but not, this score; the last bin holds 1 too.
        package let upper: Double
        package let count: Int
        /// The mean score, 0...1; 0 in an empty bin.
        package let score: Double
        /// The share of positive samples, 0...1; 0 in an empty bin.
        package let rate: Double
    }

    /// Bins of equal width over 0...1; a score outside counts as its nearest end.
    package func bins(_ binCount: Int = binsStandard) -> [Bin] {
        let width = max(1, binCount)
        var sums = [(count: Int, score: Double, positives: Int)](repeating: (0, 0, 0), count: width)
        for sample in samples {
            let score = Self.probability(sample.score)
            let index = min(width - 1, Int(score * Double(width)))
            sums[index].count += 1
            sums[index].score += score
            sums[index].positives += sample.isPositive ? 1 : 0
        }
        return sums.enumerated().map { index, sum in
            let divisor = Double(max(1, sum.count))
            return Bin(
                lower: Double(index) / Double(width), upper: Double(index + 1) / Double(width),
                count: sum.count, score: sum.score / divisor, rate: Double(sum.positives) / divisor)
        }
    }

    /// The expected calibration error, 0...1: the distance between mean score and rate of each bin, weighted
    /// by its samples (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian
    /// binning", 2015). `nil` without samples.
    package func calibrationError(bins binCount: Int = binsStandard) -> Double? {
        guard count > 0 else { return nil }
        return bins(binCount).reduce(0) { $0 + abs($1.score - $1.rate) * Double($1.count) } / Double(count)
    }

    /// The score of Brier, 0...1, lower is better: the mean square of probability less outcome ("Verification
    /// of forecasts expressed in terms of probability", 1950). `nil` without samples.
    package var brier: Double? {
        guard count > 0 else { return nil }
        let sum = samples.reduce(0.0) { sum, sample in
            let distance = Self.probability(sample.score) - (sample.isPositive ? 1 : 0)
            return sum + distance * distance
        }
        return sum / Double(count)
    }

    private static func probability(_ score: Double) -> Double { min(1, max(0, score)) }
}
