import Glibc
import Kernels
import Testing

/// Held against the formulas in numpy 2.4.6, written down anew from their definition.
struct ControlRatioTests {
    private let before = [9, 12, 7, 10, 14, 8, 11, 9, 13, 10, 15, 12]
    private let controlsBefore = [80, 95, 78, 88, 101, 84, 92, 85, 99, 90, 110, 97]
    private let controlsAfter = [90, 104, 88, 95, 93, 99]

    private func figures(_ ratio: ControlRatio) -> [Double] {
        [
            ratio.ratio, ratio.prevented, ratio.lower, ratio.upper, ratio.dispersion, ratio.autocorrelation,
        ]
    }

    private func expect(_ ratio: ControlRatio, _ expected: [Double]) {
        for (figure, expected) in zip(figures(ratio), expected) { #expect(abs(figure - expected) < 1e-9) }
    }

    @Test func `half as many contacts in six weeks are told from chance`() throws {
        let ratio = try #require(
            ControlRatio(
                before: before, after: [4, 6, 3, 5, 4, 6], controlsBefore: controlsBefore,
                controlsAfter: controlsAfter))
        expect(ratio, [0.11828935395814377, 39.30664240218381, 24.66173554681249, 48.92226645175887, 1, 0])
        #expect(ratio.isDistinguishable)
        #expect(ratio.observed == 28)
        #expect(abs(ratio.expected - 67.30664240218381) < 1e-9)
        #expect(abs(ratio.preventedEachWeek - 39.30664240218381 / 6) < 1e-9)
    }

    @Test func `as many contacts as the controls let expect are not`() throws {
        let ratio = try #require(
            ControlRatio(
                before: before, after: [11, 9, 12, 10], controlsBefore: controlsBefore,
                controlsAfter: Array(controlsAfter.prefix(4))))
        expect(
            ratio, [0.11828935395814377, 2.5950864422202002, -16.028365136603036, 15.497436043571602, 1, 0])
        #expect(!ratio.isDistinguishable)
    }

    @Test func `weeks that scatter and resemble one another widen the interval`() throws {
        let ratio = try #require(
            ControlRatio(
                before: [30, 42, 55, 61, 48, 33, 25, 20, 28, 40], after: [12, 15, 22, 30, 28, 17],
                controlsBefore: [260, 255, 262, 270, 249, 258, 251, 262, 266, 259],
                controlsAfter: [250, 262, 255, 247, 258, 251]))
        expect(
            ratio,
            [
                0.14737654320987653, 100.45447530864195, -107.54933207789658, 178.14175341235855,
                3.8592284307316995, 0.5897586103986143,
            ])
        #expect(!ratio.isDistinguishable)
    }

    @Test func `no contact at all after the change is an estimate too`() throws {
        let ratio = try #require(
            ControlRatio(
                before: before, after: [0, 0, 0, 0], controlsBefore: controlsBefore,
                controlsAfter: Array(controlsAfter.prefix(4))))
        expect(ratio, [0.11828935395814377, 44.5950864422202, 36.576868920464555, 44.56419972676502, 1, 0])
        #expect(ratio.isDistinguishable)
    }

    @Test func `three weeks and small controls are not enough for a claim`() throws {
        let short = try #require(
            ControlRatio(
                before: before, after: [0, 0, 0], controlsBefore: controlsBefore,
                controlsAfter: Array(controlsAfter.prefix(3))))
        #expect(short.lower > 0)
        #expect(!short.isDistinguishable)
        let small = try #require(
            ControlRatio(
                before: before, after: [0, 0, 0, 0], controlsBefore: before.map { $0 * 4 },
                controlsAfter: [40, 40, 40, 40]))
        #expect(small.lower > 0)
        #expect(!small.hasEnoughControls)
        #expect(!small.isDistinguishable)
    }

    @Test func `one week before and after has no scatter of its own`() throws {
        let ratio = try #require(
            ControlRatio(before: [5], after: [3], controlsBefore: [50], controlsAfter: [50]))
        expect(ratio, [0.1, 2, -8.232462170380117, 4.319854469703618, 1, 0])
    }

    @Test func `with nothing to compare there is no estimate`() {
        let cases: [[[Int]]] = [
            [[], [1], [], [9]], [[1], [], [9], []], [[0], [1], [9], [9]], [[1], [1], [0], [9]],
            [[1], [1], [9], [0]], [[1, 1], [1], [9], [9]], [[1], [1], [9], [9, 9]], [[3], [-1], [9], [9]],
        ]
        for weeks in cases {
            let ratio = ControlRatio(
                before: weeks[0], after: weeks[1], controlsBefore: weeks[2], controlsAfter: weeks[3])
            #expect(ratio == nil)
        }
    }

    @Test func `a placebo takes each control for the topic and the others for its controls`() throws {
        let (before, after) = ([[10, 12], [50, 60], [70, 40]], [[9], [55], [60]])
        let placebos = ControlRatio.placebos(before: before, after: after)
        #expect(placebos.count == 3)
        #expect(
            placebos[1]
                == ControlRatio(
                    before: [50, 60], after: [55], controlsBefore: [80, 52], controlsAfter: [69]))
        #expect(ControlRatio.placebos(before: [], after: []).isEmpty)
        // Against nothing there is no placebo.
        #expect(ControlRatio.placebos(before: [[5]], after: [[5]]) == [nil])
    }

    /// A topic of `weekly` contacts and controls of ten times as many, all of them rising and falling
    /// together.
    private func stream(weekly: Double, remaining: Double, _ numbers: inout SplitMix64) -> ControlRatio? {
        let levels = (0..<34).map { week in 1 + 0.3 * sin(Double(week) / 5) + 0.02 * Double(week) }
        func counts(_ weeks: Range<Int>, _ mean: Double) -> [Int] {
            weeks.map { poisson(mean * levels[$0], &numbers) }
        }
        return ControlRatio(
            before: counts(0..<26, weekly), after: counts(26..<34, weekly * remaining),
            controlsBefore: counts(0..<26, weekly * 10), controlsAfter: counts(26..<34, weekly * 10))
    }

    /// Knuth's product of shares, in logarithms.
    private func poisson(_ mean: Double, _ numbers: inout SplitMix64) -> Int {
        var (count, sum) = (0, log(1 - numbers.share()))
        while sum > -mean {
            count += 1
            sum += log(1 - numbers.share())
        }
        return count
    }

    @Test func `without an effect claims are rare, with one they are common and the interval holds it`() {
        var numbers = SplitMix64(seed: 1)
        let untouched = (0..<300).compactMap { _ in stream(weekly: 8, remaining: 1, &numbers) }
        #expect(untouched.count { $0.isDistinguishable } <= 12)
        #expect(untouched.count { $0.lower <= 0 && $0.upper >= 0 } >= 279)
        let halved = (0..<300).compactMap { _ in stream(weekly: 8, remaining: 0.5, &numbers) }
        #expect(halved.count { $0.isDistinguishable } >= 240)
        #expect(halved.count { $0.lower <= $0.expected / 2 && $0.upper >= $0.expected / 2 } >= 279)
    }
}
