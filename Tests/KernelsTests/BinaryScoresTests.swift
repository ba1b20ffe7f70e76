import Kernels
import Testing

/// Held against scikit-learn 1.9.1 (`roc_auc_score`, `average_precision_score`, `brier_score_loss`,
/// `roc_curve`) and, where it has no such function, numpy.
struct BinaryScoresTests {
    /// 500 samples that are positive with the square of their score; with `steps` the scores are rounded, so
    /// that they tie; 0 leaves them as they are.
    private func samples(steps: Double) -> [BinaryScores.Sample] {
        var numbers = SplitMix64(seed: 7)
        return (0..<500).map { _ in
            let (score, draw) = (numbers.share(), numbers.share())
            let rounded = steps > 0 ? (score * steps + 0.5).rounded(.down) / steps : score
            return (rounded, draw < rounded * rounded)
        }
    }

    @Test(arguments: [
        (0.0, [0.8632680976430976, 0.7639154532473958, 0.16455072954766178, 0.13868908308686473]),
        (10.0, [0.8599186307519641, 0.7391710000608851, 0.16592, 0.1396]),
    ])
    func `ranking and calibration are those of scikit-learn`(steps: Double, expected: [Double]) throws {
        let scores = BinaryScores(samples(steps: steps))
        #expect(scores.positives == 176)
        let found = [
            try #require(scores.areaUnderROC), try #require(scores.averagePrecision),
            try #require(scores.brier), try #require(scores.calibrationError()),
        ]
        for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-9) }
    }

    @Test(arguments: [
        (0.0, 0.38236541077403424, [0.054, 0.23, 0.334], 0.4375),
        (10, 0.4074257810791434, [0.042, 0.134, 0.242], 0.32386363636363635),
    ])
    func `risk over coverage is that of numpy`(
        steps: Double, area: Double, coverages: [Double], recall: Double
    ) throws {
        let scores = BinaryScores(samples(steps: steps))
        #expect(abs(try #require(scores.riskArea) - area) < 1e-9)
        for (risk, coverage) in zip([0.05, 0.2, 0.3], coverages) {
            #expect(abs(scores.coverage(riskMax: risk) - coverage) < 1e-9)
        }
        #expect(abs(try #require(scores.recall(falseMax: 0.05)) - recall) < 1e-9)
        #expect(scores.riskCurve.last?.coverage == 1)
    }

    @Test func `the order in which equal scores come does not matter`() {
        let mixed = samples(steps: 10)
        let (first, second) = (BinaryScores(mixed), BinaryScores(mixed.reversed()))
        #expect(first.areaUnderROC == second.areaUnderROC)
        #expect(first.riskCurve == second.riskCurve)
        #expect(first.riskArea == second.riskArea)
    }

    @Test func `without samples there is nothing to say`() {
        let none = BinaryScores([])
        #expect(none.areaUnderROC == nil)
        #expect(none.averagePrecision == nil)
        #expect(none.calibrationError() == nil)
        #expect(none.brier == nil)
        #expect(none.riskArea == nil)
        #expect(none.riskCurve.isEmpty)
        #expect(none.coverage(riskMax: 0.05) == 0)
        #expect(none.bins(3).map(\.count) == [0, 0, 0])
    }

    @Test(arguments: [true, false]) func `one class has no ranking and keeps its risk`(isPositive: Bool) {
        let scores = BinaryScores([(0.2, isPositive), (0.9, isPositive)])
        #expect(scores.areaUnderROC == nil)
        #expect(scores.recall(falseMax: 0.05) == nil)
        #expect(scores.averagePrecision == (isPositive ? 1 : nil))
        #expect(scores.riskArea == (isPositive ? 0 : 1))
        #expect(scores.coverage(riskMax: 0.05) == (isPositive ? 1 : 0))
    }

    @Test func `a score that is no number, or none of a probability, does no harm`() {
        let scores = BinaryScores([(.nan, true), (.infinity, true), (-3, false), (0.5, true)])
        #expect(scores.areaUnderROC == 2.0 / 3)
        #expect(scores.bins(2).map(\.count) == [2, 2])
        #expect(scores.brier.map { $0.isFinite } == true)
    }
}
