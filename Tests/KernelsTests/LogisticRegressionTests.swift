import Kernels
import Testing

struct LogisticRegressionTests {
    private let rows = [
        [0.5, 1.0], [1.5, -0.5], [-1.0, 0.25], [2.0, 2.0], [-0.75, -1.5], [0.25, 0.75], [1.0, -1.0],
        [-2.0, 1.5],
    ]
    private let labels = [true, true, false, true, false, false, true, false]

    /// The expected numbers are those of scipy.optimize.minimize (BFGS, gtol 1e-12) on the same sum.
    @Test(arguments: [
        (1.0, [1.0, 1, 1, 1, 1, 1, 1, 1], [-0.300530008, 1.258957024, 0.033314119]),
        (0.1, [1.0, 1, 1, 1, 1, 1, 1, 1], [-0.900128059, 2.955809664, -0.061180953]),
        (1.0, [1, 2, 1, 0.5, 1, 3, 1, 1], [-0.770965986, 1.378576722, -0.261603245]),
    ])
    func `the fit is what another minimiser finds`(l2: Double, weights: [Double], expected: [Double]) throws {
        let fit = try #require(
            LogisticRegression.fit(rows: rows, labels: labels, weights: weights, l2: l2))
        for (found, wanted) in zip([fit.bias] + fit.weights, expected) {
            #expect(abs(found - wanted) < 1e-7)
        }
        #expect(fit.isConverged && fit.iterations < 20)
        let z = expected[0] + expected[1] * 0.5 + expected[2]
        #expect(abs(fit.probability([0.5, 1]) - LogisticRegression.logistic(z)) < 1e-7)
    }

    @Test func `a row that counts twice is two rows`() throws {
        let weighted = try #require(
            LogisticRegression.fit(
                rows: rows, labels: labels, weights: [1, 2, 1, 1, 1, 1, 1, 1], l2: 0.5))
        let repeated = try #require(
            LogisticRegression.fit(rows: rows + [rows[1]], labels: labels + [labels[1]], l2: 0.5))
        #expect(abs(weighted.bias - repeated.bias) < 1e-9)
        #expect(zip(weighted.weights, repeated.weights).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test func `the mean prediction is the share of right labels`() throws {
        let fit = try #require(LogisticRegression.fit(rows: rows, labels: labels, l2: 3))
        let mean = rows.reduce(0) { $0 + fit.probability($1) } / Double(rows.count)
        #expect(abs(mean - 0.5) < 1e-9)
    }

    @Test func `labels that can be told apart have a finite fit`() throws {
        let wide = (0..<40).map { [Double($0) - 20, 0] }
        let fit = try #require(
            LogisticRegression.fit(rows: wide, labels: wide.map { $0[0] >= 0 }, l2: 1e-3))
        #expect(fit.probability([-5, 0]) < 0.01 && fit.probability([5, 0]) > 0.99)
        #expect(fit.weights[1] == 0)
    }

    @Test func `columns that say the same share the weight`() throws {
        let twins = rows.map { [$0[0], $0[0]] }
        let fit = try #require(LogisticRegression.fit(rows: twins, labels: labels, l2: 1))
        #expect(abs(fit.weights[0] - fit.weights[1]) < 1e-9 && fit.weights[0] > 0)
    }

    @Test func `what cannot be fitted gives nothing`() {
        let all = [Bool](repeating: true, count: rows.count)
        #expect(LogisticRegression.fit(rows: rows, labels: all, l2: 1) == nil)
        #expect(LogisticRegression.fit(rows: [], labels: [], l2: 1) == nil)
        #expect(LogisticRegression.fit(rows: rows, labels: [true], l2: 1) == nil)
        #expect(LogisticRegression.fit(rows: [[1], [2, 3]], labels: [true, false], l2: 1) == nil)
        #expect(LogisticRegression.fit(rows: [[1], [.nan]], labels: [true, false], l2: 1) == nil)
        #expect(LogisticRegression.fit(rows: rows, labels: labels, l2: 0) == nil)
        let onlyRight = labels.map { $0 ? 1.0 : 0 }
        #expect(LogisticRegression.fit(rows: rows, labels: labels, weights: onlyRight, l2: 1) == nil)
        let wide = [Double](repeating: 1, count: LogisticRegression.featuresMax + 1)
        #expect(LogisticRegression.fit(rows: [wide, wide], labels: [true, false], l2: 1) == nil)
    }

    @Test func `the logistic of every number is a probability`() {
        for z in [-1e308, -800, -1, 0, 1, 800, 1e308] {
            #expect((0...1).contains(LogisticRegression.logistic(z)))
        }
        #expect(LogisticRegression.logistic(0) == 0.5)
    }
}
