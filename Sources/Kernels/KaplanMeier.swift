#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How long things take when some have not ended yet: the product-limit estimate (Kaplan and Meier,
/// "Nonparametric estimation from incomplete observations", 1958).
///
/// Leaving out what is still open would count only what was quick.
package struct KaplanMeier: Sendable, Hashable {
    /// One thing that was watched from its beginning.
    package struct Span: Sendable, Hashable {
        /// Until its end, or for as long as it was watched: 0 or more, in any unit.
        package let duration: Double
        /// Whether it had not ended when last looked at.
        package let isCensored: Bool

        package init(duration: Double, isCensored: Bool) {
            (self.duration, self.isCensored) = (duration, isCensored)
        }
    }

    /// What is known from a time on at which something ended.
    package struct Step: Sendable, Hashable {
        package let time: Double
        /// Watched and not ended just before; what was last seen at this very time is among them.
        package let atRisk: Int
        /// Ended at this time.
        package let events: Int
        /// The share that takes longer than `time`, 0...1.
        package let survival: Double
        /// Its 95 % interval: Greenwood's variance on the scale of log(-log), as in scipy's `ecdf` and in
        /// lifelines. Once all have ended the formula gives none: it then goes from 0 to where it was
        /// before.
        package let lower: Double
        package let upper: Double
    }

    /// Ascending by time; empty when nothing has ended.
    package let steps: [Step]

    /// Spans without a duration of 0 or more are left out.
    package init(_ spans: [Span]) {
        let sorted = spans.filter { $0.duration >= 0 && $0.duration.isFinite }
            .sorted { $0.duration < $1.duration }
        var steps: [Step] = []
        var (survival, variance, first) = (1.0, 0.0, 0)
        while first < sorted.count {
            let time = sorted[first].duration
            let next = sorted[first...].firstIndex { $0.duration > time } ?? sorted.count
            let events = sorted[first..<next].count { !$0.isCensored }
            let atRisk = sorted.count - first
            first = next
            guard events > 0 else { continue }
            survival *= 1 - Double(events) / Double(atRisk)
            variance += Double(events) / (Double(atRisk) * Double(atRisk - events))
            let interval = Self.interval(survival, variance, before: steps.last)
            steps.append(
                Step(
                    time: time, atRisk: atRisk, events: events, survival: survival, lower: interval.lower,
                    upper: interval.upper))
        }
        self.steps = steps
    }

    /// - Parameter variance: Greenwood's sum, the variance of log(survival).
    private static func interval(_ survival: Double, _ variance: Double, before: Step?)
        -> (lower: Double, upper: Double)
    {
        guard survival > 0 else { return (0, before?.upper ?? 1) }
        let width = StandardNormal.within95 * variance.squareRoot() / log(survival)
        return (exp(log(survival) * exp(-width)), exp(log(survival) * exp(width)))
    }

    /// The share that takes longer than `time`, 0...1; after the last step as at it.
    package func survival(at time: Double) -> Double { steps.last { $0.time <= time }?.survival ?? 1 }

    /// The time by which half have ended; `nil` while fewer have.
    package var median: Double? { firstTime { $0.survival } }

    /// Its 95 % interval: where the interval of the share reaches one half (Brookmeyer and Crowley, "A
    /// confidence interval for the median survival time", 1982). An end that is not reached is `nil`.
    package var medianInterval: (lower: Double?, upper: Double?) {
        (firstTime { $0.lower }, firstTime { $0.upper })
    }

    /// Products of fractions miss one half by a few of their last bits.
    private func firstTime(_ share: (Step) -> Double) -> Double? {
        steps.first { share($0) <= 0.5 + 1e-12 }?.time
    }
}
