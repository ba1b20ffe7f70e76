import Calibration
import Conversations
import Testing

@Suite struct BoundSearchTests {
    private let search = BoundSearch(errorMax: 0.05, certainty: 0.95)

    private func choose(_ outcomes: [Outcome]) -> Bound? { search.choose(Sample.window(outcomes).usable) }

    @Test func `below a hundred judged answers nothing is promised`() {
        let judged = (0..<99).map { Sample.audited($0, confidence: 0.9, isRight: true) }
        #expect(choose(judged) == nil)
        #expect(choose(judged + [Sample.audited(99, confidence: 0.9, isRight: true)]) != nil)
    }

    @Test func `the bound is that of Clopper and Pearson`() throws {
        let judged = (0..<200).map { Sample.audited($0, confidence: 0.9, isRight: $0 >= 3) }
        let bound = try #require(choose(judged))
        // scipy.stats.beta.ppf(0.95, 4, 197)
        #expect(abs(bound.upperBound - 0.038288) < 1e-4)
        #expect(bound.judged.audits == 200 && bound.judged.auditErrors == 3 && !bound.restsOnShadow)
    }

    @Test func `the threshold stops where errors begin`() throws {
        var dice = Dice(7)
        let judged = (0..<1_000).map { number in
            let confidence = 0.5 + dice.share() / 2
            let isRight = dice.share() < (confidence >= 0.7 ? 0.999 : 0.6)
            return Sample.audited(number, confidence: confidence, isRight: isRight)
        }
        let bound = try #require(choose(judged))
        #expect(bound.threshold > 0.6 && bound.threshold < 0.75 && bound.upperBound <= 0.05)
    }

    @Test func `what was held back and never judged counts as wrong`() {
        let answered = (0..<300).map {
            Sample.audited($0, confidence: 0.9 + Double($0) / 10_000, isRight: true, threshold: 0.9)
        }
        let heldBack = (300..<600).map { Sample.outcome($0, confidence: 0.8, threshold: 0.9) }
        // Answers below the threshold of that time say nothing about what was held back there.
        let lower = (600..<610).map { Sample.audited($0, confidence: 0.75, isRight: true, threshold: 0.7) }
        #expect(choose(answered)?.threshold == 0.9)
        #expect((choose(answered + heldBack + lower)?.threshold ?? 0) >= 0.9)
    }

    @Test func `what people answered instead opens a lower threshold`() throws {
        let answered = (0..<300).map { Sample.audited($0, confidence: 0.95, isRight: true, threshold: 0.9) }
        let good = (300..<500).map { Sample.shadow($0, confidence: 0.8, isRight: true, threshold: 0.9) }
        let bad = (500..<700).map {
            Sample.shadow($0, confidence: 0.6, isRight: $0.isMultiple(of: 2), threshold: 0.9)
        }
        let bound = try #require(choose(answered + good + bad))
        #expect(bound.threshold == 0.8 && bound.restsOnShadow && bound.judged.shadows == 200)
    }

    @Test func `answers that are given below an earlier threshold soon speak for themselves`() throws {
        // 900 sure ones from the time of a high threshold would hide that the new ones are often wrong.
        let before = (0..<900).map { Sample.audited($0, confidence: 0.95, isRight: true, threshold: 0.9) }
        let after = (900..<1_100).map {
            Sample.audited($0, confidence: 0.7, isRight: !$0.isMultiple(of: 4), threshold: 0.6)
        }
        let bound = try #require(choose(before + after))
        #expect(bound.threshold == 0.95)
    }

    @Test func `one kind of verdict alone is no trouble`() {
        #expect(choose((0..<500).map { Sample.audited($0, confidence: 0.9, isRight: false) }) == nil)
        #expect(choose((0..<500).map { Sample.audited($0, confidence: 0.9, isRight: true) }) != nil)
        #expect(choose([]) == nil)
    }

    @Test func `contradicting judges count as wrong`() {
        let contested = (0..<200).map { number in
            var outcome = Sample.audited(number, confidence: 0.9, isRight: true)
            if number < 20 { outcome.label = .contested }
            return outcome
        }
        #expect(choose(contested) == nil)
    }

    /// The same answers whichever model gave the confidence at the time.
    @Test func `outcomes of other models are scored anew and must cover what was held back`() {
        let old = (0..<200).map { Sample.audited($0, confidence: 0.9, isRight: true, version: "fit-1") }
        let window = Sample.window(old)
        let now = window.usable.first?.confidence
        #expect(now != nil && now != 0.9)
        #expect(search.choose(window.usable)?.threshold == now)
    }

    @Test func `at most one in twenty streams gets a threshold that errs too often`() {
        // True error falls with confidence: (1 - c) / 2 at c, so that thresholds below about .8 break 5 %.
        var dice = Dice(2026)
        let streams = 100
        var broken = 0
        for _ in 0..<streams {
            let judged = (0..<600).map { number in
                let confidence = 0.5 + dice.share() / 2
                return Sample.audited(
                    number, confidence: confidence, isRight: dice.share() >= (1 - confidence) / 2)
            }
            guard let bound = choose(judged) else { continue }
            // Confidences are uniform: the mean error above t is (1 - t) / 4.
            if (1 - bound.threshold) / 4 > 0.05 { broken += 1 }
        }
        #expect(broken <= streams / 20)
    }
}
