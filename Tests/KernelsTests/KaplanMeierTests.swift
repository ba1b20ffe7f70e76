import Glibc
import Kernels
import Testing

/// Held against scipy 1.17.1, `stats.ecdf` with `confidence_interval(method="log-log")`, and against
/// lifelines 0.30.3 for the median and its interval.
struct KaplanMeierTests {
    private func spans(_ durations: [Double], censored: Set<Int> = []) -> [KaplanMeier.Span] {
        durations.enumerated().map { .init(duration: $1, isCensored: censored.contains($0)) }
    }

    private func expect(_ curve: KaplanMeier, _ rows: [[Double]]) {
        #expect(curve.steps.count == rows.count)
        for (step, row) in zip(curve.steps, rows) {
            #expect(step.time == row[0])
            for (value, wanted) in zip([step.survival, step.lower, step.upper], row.dropFirst()) {
                #expect(abs(value - wanted) < 1e-12)
            }
        }
    }

    /// Remission under 6-mercaptopurine, in weeks (Freireich et al., 1963).
    @Test func `a trial with censored patients is that of scipy`() {
        let weeks: [Double] = [
            6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
        ]
        let curve = KaplanMeier(spans(weeks, censored: [3, 5, 7, 8, 11, 12, 13, 16, 17, 18, 19, 20]))
        expect(
            curve,
            [
                [6, 0.8571428571428571, 0.6197179552659838, 0.951551747646997],
                [7, 0.8067226890756302, 0.5631465646222333, 0.9228090192028804],
                [10, 0.7529411764705881, 0.5031995107999564, 0.8893618351692655],
                [13, 0.6901960784313724, 0.43161022248618397, 0.8490659633494507],
                [16, 0.6274509803921567, 0.36751085598750205, 0.8049121894718412],
                [22, 0.53781512605042, 0.26777893676713505, 0.7467907176353944],
                [23, 0.4481792717086834, 0.18805200595923235, 0.6801426284952414],
            ])
        #expect(curve.steps.map(\.atRisk) == [21, 17, 15, 12, 11, 7, 6])
        #expect(curve.steps.map(\.events) == [3, 1, 1, 1, 1, 1, 1])
        #expect(curve.median == 23)
        #expect(curve.medianInterval.lower == 13)
        #expect(curve.medianInterval.upper == nil)
        let shares = [1, 1, 6.0 / 7, 0.7529411764705881, 0.4481792717086834]
        for (time, share) in zip([0, 5.9, 6, 12, 99], shares) {
            #expect(abs(curve.survival(at: time) - share) < 1e-12)
        }
    }

    /// The same trial's placebo.
    @Test func `a trial in which all ended is that of scipy`() throws {
        let weeks: [Double] = [
            1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
        ]
        let curve = KaplanMeier(spans(weeks))
        #expect(curve.median == 8)
        #expect(curve.medianInterval.lower == 4)
        #expect(curve.medianInterval.upper == 11)
        let (before, last) = (curve.steps[curve.steps.count - 2], try #require(curve.steps.last))
        #expect(abs(before.lower - 0.003324463042531181) < 1e-12)
        #expect(abs(before.upper - 0.19704490569894628) < 1e-12)
        #expect(abs(last.survival) < 1e-12)
        #expect(last.lower == 0)
        #expect(last.upper == before.upper)
    }

    @Test func `sixty random spans have the median and interval of lifelines`() {
        var numbers = SplitMix64(seed: 5)
        let spans = (0..<60).map { _ in
            let (end, look) = (-log(1 - numbers.share()) * 10, numbers.share() * 25)
            // To a tenth, as the reference: many tie.
            let tenths = (min(end, look) * 10).rounded(.toNearestOrEven) / 10
            return KaplanMeier.Span(duration: tenths, isCensored: look < end)
        }
        for curve in [KaplanMeier(spans), KaplanMeier(spans.reversed())] {
            #expect(curve.steps.count == 28)
            #expect(curve.median == 8.4)
            #expect(curve.medianInterval.lower == 5.6)
            #expect(curve.medianInterval.upper == 12.2)
            #expect(abs(curve.survival(at: 30) - 0.3277553640681986) < 1e-12)
            #expect(curve.steps.last.map { abs($0.lower - 0.1832521153115582) < 1e-12 } == true)
        }
    }

    @Test func `what has not ended yet has no median`() {
        for curve in [KaplanMeier([]), KaplanMeier(spans([1, 2, 3], censored: [0, 1, 2]))] {
            #expect(curve.steps.isEmpty)
            #expect(curve.median == nil)
            #expect(curve.medianInterval.lower == nil)
            #expect(curve.survival(at: 100) == 1)
        }
    }

    @Test func `one end alone leaves the interval open`() {
        let curve = KaplanMeier(spans([5]))
        #expect(curve.median == 5)
        #expect(curve.medianInterval.lower == 5)
        #expect(curve.medianInterval.upper == nil)
        #expect(curve.steps.map(\.lower) == [0])
        #expect(curve.steps.map(\.upper) == [1])
    }

    @Test func `two of four is one half, whatever the rounding`() {
        let curve = KaplanMeier(spans([0, 1, 2, 3, 4, 5]))
        #expect(curve.median == 2)
        #expect(KaplanMeier(spans([1, 1, 9, 9], censored: [2, 3])).median == 1)
    }

    @Test func `spans without a length are left out`() {
        #expect(KaplanMeier(spans([.nan, -1, .infinity, 3])) == KaplanMeier(spans([3])))
    }
}
