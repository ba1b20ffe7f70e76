/// Notices while answers are judged one by one that they err more often than allowed.
///
/// The detector of Shiryaev and Roberts for a change of a binomial rate: `evidence` after an answer is
/// (evidence before it + 1) times how much likelier the verdict is under a higher rate than under the allowed
/// one. While the true rate is at most the allowed one, it takes `countBetweenFalseAlarms` answers or more on
/// average until the evidence reaches that number, whatever the rates that are tried and wherever one looks
/// (Shin, Ramdas and Rinaldo, "E-detectors", 2023, theorem 2.4). Old luck does not hide a new change: the
/// evidence never falls below 0.
package struct DriftTest: Sendable, Hashable, Codable {
    /// The odds of an error under each rate that is tried, in odds of the allowed one: a slow drift, a plain
    /// one and a breakdown.
    static let oddsRatios = [1.5, 2.5, 6.0]
    /// An allowed rate of 0 or 1 has no odds.
    static let rateMargin = 1e-4
    /// Beyond this more evidence says nothing, and numbers would run out.
    static let evidenceMax = 1e12

    /// The rate of errors that is allowed, 0...1.
    package let errorMax: Double
    /// Judged answers between two false alarms on average, at the least.
    package let countBetweenFalseAlarms: Double
    private var detectors = [Double](repeating: 0, count: Self.oddsRatios.count)

    package init(errorMax: Double, countBetweenFalseAlarms: Double = 2000) {
        self.errorMax = errorMax
        self.countBetweenFalseAlarms = countBetweenFalseAlarms
    }

    /// 0 or more: the mean of the detectors.
    package var evidence: Double { detectors.reduce(0, +) / Double(detectors.count) }

    /// Whether the answers err more often than allowed.
    package var isAlarmed: Bool { evidence >= countBetweenFalseAlarms }

    /// Takes the verdict on the next answer, in the order in which the answers were given.
    package mutating func add(isError: Bool) {
        let allowed = min(1 - Self.rateMargin, max(Self.rateMargin, errorMax.isNaN ? 0 : errorMax))
        for index in detectors.indices {
            let odds = allowed / (1 - allowed) * Self.oddsRatios[index]
            let tried = odds / (1 + odds)
            let ratio = isError ? tried / allowed : (1 - tried) / (1 - allowed)
            detectors[index] = min(Self.evidenceMax, (detectors[index] + 1) * ratio)
        }
    }
}
