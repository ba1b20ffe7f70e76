import Kernels
import Testing

/// Held against scipy 1.17.1: `binomtest(...).proportion_ci(method="wilson")` and `binomtest(gained, gained
/// + lost)`.
struct RateTests {
    @Test(arguments: [
        (0, 10, 0, 0.27753279986288926), (1, 10, 0.017876213095072896, 0.4041500267952385),
        (5, 10, 0.236593090512564, 0.7634069094874361), (10, 10, 0.7224672001371109, 1),
        (37, 1000, 0.026961180875554734, 0.05058239748206931), (1, 1, 0.20654931437723745, 1),
        (4321, 100_000, 0.041967222480790656, 0.04448787097060296), (0, 1, 0, 0.7934506856227626),
        (0, 0, 0, 1), (3, -1, 0, 1), (7, 5, 0.5655175352168252, 1),
    ])
    func `Wilson's interval is that of scipy`(successes: Int, count: Int, lower: Double, upper: Double) {
        let interval = Wilson(successes: successes, of: count)
        #expect(abs(interval.lower - lower) < 1e-12)
        #expect(abs(interval.upper - upper) < 1e-12)
    }

    @Test(arguments: [
        (0, 0, 1), (5, 5, 1), (10, 2, 0.03857421875), (2, 10, 0.03857421875), (0, 6, 0.03125),
        (25, 12, 0.04703102743951604), (300, 240, 0.011050481081929898), (1, 0, 1),
    ])
    func `McNemar's test is that of scipy`(gained: Int, lost: Int, chance: Double) {
        #expect(abs(PairedChange(gained: gained, lost: lost).pValue - chance) < 1e-9)
    }
}
