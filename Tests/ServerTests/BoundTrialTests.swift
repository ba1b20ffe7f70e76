import BatonServer
import Testing

/// Whether the promised rate of errors holds where the truth is known.
struct BoundTrialTests {
    private let trial = BoundTrial(errorMax: 0.05, certainty: 0.95)

    @Test func `of 100 streams at least 95 keep the allowed rate, whatever the confidence is worth`() {
        let results = trial.generated(streams: 100)
        #expect(results.count == 8)
        for result in results {
            #expect(result.violations <= 5, "\(result)")
            #expect(result.coverage <= result.coverageMax + 0.02, "\(result)")
        }
        // Keeping silent would keep any rate: where much can be answered, much is.
        for result in results where result.coverageMax > 0.3 && !result.name.contains("few") {
            #expect(result.chosen >= 90, "\(result)")
            #expect(result.coverage > 0.6 * result.coverageMax, "\(result)")
        }
    }

    /// Right with the 16th root of the confidence: about half can be answered at 5 % error.
    private var outcomes: [(confidence: Double, isRight: Bool)] {
        (0..<1000).map { number in
            let confidence = Double(number * 7919 % 1000) / 1000
            let root = confidence.squareRoot().squareRoot().squareRoot().squareRoot()
            return (confidence, Double(number * 104_729 % 997) / 997 < root)
        }
    }

    @Test func `on halves of one set, violations that luck does not explain are rare`() throws {
        let result = trial.splits("halves", outcomes, runs: 100)
        #expect(result.chosen > 50)
        #expect(try #require(result.violationsBeyondMargin) <= 5)
        #expect(result.coverage > 0)
    }

    @Test(arguments: [true, false]) func `outcomes of one kind are answered all or not at all`(isRight: Bool)
    {
        let result = trial.splits("one kind", outcomes.map { ($0.confidence, isRight) }, runs: 10)
        #expect(result.coverage == (isRight ? 1 : 0) || (isRight && result.coverage > 0.99))
        #expect(result.violations == 0)
    }

    @Test func `nothing judged, nothing promised`() {
        let result = trial.splits("nothing", [], runs: 10)
        #expect(result.chosen == 0)
        #expect(result.coverage == 0)
    }
}
