import Kernels
import Testing

struct DriftTestTests {
    /// Answers until the alarm, at most `countMax`.
    private func run(_ test: DriftTest, rate: Double, seed: UInt64, countMax: Int) -> (DriftTest, Int) {
        var (test, numbers) = (test, SplitMix64(seed: seed))
        for count in 1...countMax {
            test.add(isError: numbers.share() < rate)
            if test.isAlarmed { return (test, count) }
        }
        return (test, countMax)
    }

    @Test func `at the allowed rate false alarms are as far apart as stated`() {
        let runs = (0..<200).map {
            run(DriftTest(errorMax: 0.05, countBetweenFalseAlarms: 200), rate: 0.05, seed: $0, countMax: 4000)
                .1
        }
        #expect(Double(runs.reduce(0, +)) / 200 >= 200)
    }

    @Test func `three times the allowed rate is noticed within some hundred answers`() {
        let counts = (0..<50).map { run(DriftTest(errorMax: 0.05), rate: 0.15, seed: $0, countMax: 5000).1 }
        #expect(counts.sorted()[25] < 200)
        #expect(counts.max().map { $0 < 1000 } == true)
    }

    @Test func `a long good time does not hide a bad one`() {
        var (test, _) = run(DriftTest(errorMax: 0.05), rate: 0.01, seed: 1, countMax: 3000)
        #expect(!test.isAlarmed)
        for _ in 0..<10 { test.add(isError: true) }
        #expect(test.isAlarmed)
    }

    @Test func `only errors, only right answers and odd rates keep it in its bounds`() {
        for rate in [0, 0.05, 1, -1, 2, .nan, .infinity] {
            let (wrong, _) = run(DriftTest(errorMax: rate), rate: 1.1, seed: 1, countMax: 500)
            let (right, _) = run(DriftTest(errorMax: rate), rate: -1, seed: 1, countMax: 500)
            #expect(wrong.evidence.isFinite)
            #expect(right.evidence.isFinite)
            #expect(!right.isAlarmed || rate >= 1)
        }
    }
}
