#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Logistic regression with an L2 penalty, fitted by Newton's method, which for this model is iteratively
/// reweighted least squares (Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2009,
/// section 4.4.1).
///
/// It minimises sum over i of c_i · (ln(1 + exp(z_i)) - y_i · z_i) + l2 / 2 · |w|², with z_i = b + w · x_i,
/// y_i of 0 or 1, and c_i the weight of a row. The bias b is not penalised, so that the mean of the
/// predictions is the share of right labels.
package enum LogisticRegression {
    package static let featuresMax = 64
    package static let iterationsMax = 60
    /// Halvings of a step that would make the sum larger, before it counts as the end.
    static let halvingsMax = 30
    /// A step changes no number by more than this: then the fit has converged.
    static let stepMin = 1e-9

    /// What was found.
    package struct Fit: Sendable, Hashable {
        package let bias: Double
        /// One a column.
        package let weights: [Double]
        /// Newton steps that were taken.
        package let iterations: Int
        /// Whether the last step was smaller than `stepMin`; otherwise `iterationsMax` ended it.
        package let isConverged: Bool

        /// 0...1, for a row as wide as `weights`.
        package func probability(_ row: [Double]) -> Double {
            precondition(row.count == weights.count, "the row has another width than the weights")
            return LogisticRegression.logistic(zip(row, weights).reduce(bias) { $0 + $1.0 * $1.1 })
        }
    }

    /// 1 / (1 + exp(-z)), 0...1 for every number.
    package static func logistic(_ z: Double) -> Double {
        z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z))
    }

    /// - Parameters:
    ///   - rows: all of one width, at most `featuresMax`. Columns of a like scale make the penalty fair.
    ///   - labels: one a row.
    ///   - weights: one a row, 0 or more; `nil` is 1 for all.
    ///   - l2: above 0, so that separable labels have a finite fit.
    /// - Returns: `nil` where nothing can be fitted: one class only, no rows, rows of different widths, or
    ///   numbers that are not finite.
    package static func fit(rows: [[Double]], labels: [Bool], weights: [Double]? = nil, l2: Double) -> Fit? {
        let shares = weights ?? [Double](repeating: 1, count: rows.count)
        guard isFittable(rows, labels, shares, l2) else { return nil }
        var state = State(rows: rows, labels: labels, shares: shares, l2: l2)
        return state.run()
    }

    private static func isFittable(
        _ rows: [[Double]], _ labels: [Bool], _ shares: [Double], _ l2: Double
    ) -> Bool {
        guard let width = rows.first?.count, width > 0, width <= featuresMax, l2 > 0, l2.isFinite,
            rows.count == labels.count, rows.count == shares.count,
            rows.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }),
            shares.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { return false }
        let weighted = zip(labels, shares).filter { $0.1 > 0 }
        return weighted.contains { $0.0 } && weighted.contains { !$0.0 }
    }

    /// A fit under way. The bias stands first among the coefficients.
    private struct State {
        /// Row by row, each with a leading 1.
        let cells: [Double]
        let width: Int
        let labels: [Bool]
        let shares: [Double]
        let l2: Double
        var coefficients: [Double]

        init(rows: [[Double]], labels: [Bool], shares: [Double], l2: Double) {
            width = rows[0].count + 1
            cells = rows.flatMap { [1] + $0 }
            self.labels = labels
            self.shares = shares
            self.l2 = l2
            coefficients = [Double](repeating: 0, count: width)
        }

        mutating func run() -> Fit? {
            var loss = self.loss(coefficients)
            for iteration in 1...iterationsMax {
                guard let step = newtonStep() else { return nil }
                guard let (next, lower) = halved(step, below: loss) else {
                    // No smaller step makes it better: this is as near as these numbers get.
                    return fit(iterations: iteration, isConverged: true)
                }
                let moved = zip(next, coefficients).map { abs($0 - $1) }.max() ?? 0
                (coefficients, loss) = (next, lower)
                if moved < stepMin { return fit(iterations: iteration, isConverged: true) }
            }
            return fit(iterations: iterationsMax, isConverged: false)
        }

        private func fit(iterations: Int, isConverged: Bool) -> Fit? {
            guard coefficients.allSatisfy(\.isFinite) else { return nil }
            return Fit(
                bias: coefficients[0], weights: Array(coefficients.dropFirst()), iterations: iterations,
                isConverged: isConverged)
        }

        private func sum(_ row: Int, _ coefficients: [Double]) -> Double {
            let first = row * width
            var sum = 0.0
            for column in 0..<width { sum += cells[first + column] * coefficients[column] }
            return sum
        }

        private func loss(_ coefficients: [Double]) -> Double {
            var loss = coefficients.dropFirst().reduce(0) { $0 + $1 * $1 } * l2 / 2
            for row in labels.indices {
                let z = sum(row, coefficients)
                // ln(1 + exp(z)) without overflow.
                loss += shares[row] * (max(z, 0) + log1p(exp(-abs(z))) - (labels[row] ? z : 0))
            }
            return loss
        }

        private func halved(_ step: [Double], below loss: Double) -> (next: [Double], loss: Double)? {
            var share = 1.0
            for _ in 0...halvingsMax {
                let next = zip(coefficients, step).map { $0 - share * $1 }
                let lower = self.loss(next)
                if lower <= loss { return (next, lower) }
                share /= 2
            }
            return nil
        }

        /// The solution of H · step = g, with g the gradient and H the second derivatives.
        private func newtonStep() -> [Double]? {
            var gradient = [Double](repeating: 0, count: width)
            var matrix = [Double](repeating: 0, count: width * width)
            for row in labels.indices where shares[row] > 0 {
                let p = logistic(sum(row, coefficients))
                let error = shares[row] * (p - (labels[row] ? 1 : 0))
                let curve = shares[row] * max(p * (1 - p), .leastNormalMagnitude)
                let first = row * width
                for i in 0..<width {
                    gradient[i] += error * cells[first + i]
                    let scaled = curve * cells[first + i]
                    for j in 0...i { matrix[i * width + j] += scaled * cells[first + j] }
                }
            }
            for i in 1..<width {
                gradient[i] += l2 * coefficients[i]
                matrix[i * width + i] += l2
            }
            return Cholesky.solve(&matrix, gradient, width: width)
        }
    }
}

/// Systems of equations with a symmetric, positive definite matrix.
enum Cholesky {
    /// - Parameter matrix: `width` rows of which the lower triangle is read; it holds the factor afterwards.
    /// - Returns: `nil` for a matrix that is not positive definite.
    static func solve(_ matrix: inout [Double], _ right: [Double], width: Int) -> [Double]? {
        precondition(matrix.count == width * width && right.count == width)
        for i in 0..<width {
            for j in 0...i {
                var sum = matrix[i * width + j]
                for k in 0..<j { sum -= matrix[i * width + k] * matrix[j * width + k] }
                if i == j {
                    guard sum > 0, sum.isFinite else { return nil }
                    matrix[i * width + i] = sum.squareRoot()
                } else {
                    matrix[i * width + j] = sum / matrix[j * width + j]
                }
            }
        }
        var solution = right
        for i in 0..<width {
            for k in 0..<i { solution[i] -= matrix[i * width + k] * solution[k] }
            solution[i] /= matrix[i * width + i]
        }
        for i in (0..<width).reversed() {
            for k in i + 1..<width { solution[i] -= matrix[k * width + i] * solution[k] }
            solution[i] /= matrix[i * width + i]
        }
        return solution
    }
}
