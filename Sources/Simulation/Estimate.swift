/// The mean of a figure over runs with its 95 % interval by Student's t; without one for a single run.
package struct Estimate: Sendable, Hashable, Codable {
    package let mean: Double
    package let lower: Double?
    package let upper: Double?
    package let runs: Int

    /// `nil` where no run has the figure.
    init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        self.mean = mean
        runs = values.count
        guard values.count > 1 else {
            (lower, upper) = (nil, nil)
            return
        }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let half = Self.student(values.count - 1) * (squares / (count - 1) / count).squareRoot()
        (lower, upper) = (mean - half, mean + half)
    }

    /// The 97.5 % point of Student's t for 1, 2, 3 ... degrees of freedom (any table of it): as many as
    /// `SimulationPlan.seedsMax` needs.
    private static let points = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
        2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    ]

    private static func student(_ freedom: Int) -> Double {
        points[min(points.count, max(1, freedom)) - 1]
    }
}
