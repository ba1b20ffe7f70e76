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

    @Test func `before anything is answered, what people answered instead is enough to begin with`() throws {
        let shadows = (0..<120).map { Sample.shadow($0, confidence: 0.8, isRight: true, threshold: 0.95) }
        let bound = try #require(choose(shadows))
        #expect(bound.threshold == 0.8 && bound.restsOnShadow && bound.judged.audits == 0)
        #expect(abs(bound.upperBound - 0.0246573) < 1e-5)  // scipy.stats.beta.ppf(0.95, 1, 120)
    }

    @Test func `a kind of which little is known weighs as much as there is of it`() throws {
        let shadows = (0..<380).map { Sample.shadow($0, confidence: 0.9, isRight: true, threshold: 0.95) }
        // 20 answers, of which two were judged: the two prove nothing, and a twentieth of all may be wrong.
        let answers = (380..<398).map { Sample.outcome($0, confidence: 0.96, threshold: 0.95) }
        let judged = (398..<400).map {
            Sample.audited($0, confidence: 0.96, isRight: true, threshold: 0.95)
        }
        #expect(choose(shadows + judged)?.judged.shadows == 380)
        #expect(choose(shadows + judged + answers) == nil)
        let more = (400..<430).map {
            Sample.audited($0, confidence: 0.96, isRight: true, threshold: 0.95)
        }
        #expect(choose(shadows + judged + answers + more)?.judged.audits == 32)
    }

    @Test func `an answer that was drawn by a smaller chance speaks for more of them`() throws {
        func judged(_ rates: Double, _ wrong: Int) -> [Outcome] {
            (0..<400).map { number in
                let isLate = number >= 200
                return Sample.audited(
                    number, confidence: 0.9, isRight: !(isLate && number < 200 + wrong),
                    auditRate: isLate ? rates : 1)
            }
        }
        // 6 of 400, but 6 of the 200 that most of what is answered now is like.
        #expect(choose(judged(1, 6)) != nil)
        #expect(choose(judged(0.1, 6)) == nil)
        let bound = try #require(choose(judged(0.1, 2)))
        #expect(bound.judged.audits == 400 && bound.upperBound > 0.025)
    }

    @Test func `two errors among the safest do not end it for ever`() throws {
        func judged(_ count: Int) -> [Outcome] {
            (0..<count).map {
                Sample.audited($0, confidence: 0.99 - Double($0) / 10_000, isRight: !(3...4).contains($0))
            }
        }
        #expect(choose(judged(300)) == nil)
        #expect(try #require(choose(judged(800))).judged.audits == 800)
    }

    @Test func `where nothing can be promised, what was judged may still speak against a threshold`() {
        func window(_ wrongFrom: Double) -> [Scored] {
            Sample.window(
                (0..<60).map { number in
                    let confidence = 0.99 - Double(number) / 150
                    return Sample.audited(number, confidence: confidence, isRight: confidence > wrongFrom)
                }
            ).usable
        }
        #expect(search.plausible(window(0), from: 0.55) == 0.55)
        #expect(search.plausible([], from: 0.55) == 0.55)
        let raised = search.plausible(window(0.7), from: 0.55)
        #expect(raised > 0.6 && raised < 0.75)
        #expect(search.plausible(window(2), from: 0.55) == 0.95)
        #expect(search.plausible(window(2), from: 0.99) == 0.99)
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

    /// Half of the answers' share is known by one kind and half by the other, and each has its own error.
    @Test func `streams of both kinds keep the promise as well`() {
        var dice = Dice(77)
        let streams = 100
        var (broken, chosen) = (0, 0)
        for _ in 0..<streams {
            let outcomes = (0..<3_000).map { number in
                let confidence = 0.5 + dice.share() / 2
                let isRight = dice.share() >= (1 - confidence) / 2
                let isSeen = dice.share() < (confidence >= 0.8 ? 0.3 : 0.7)
                guard isSeen else { return Sample.outcome(number, confidence: confidence, threshold: 0.8) }
                return confidence >= 0.8
                    ? Sample.audited(number, confidence: confidence, isRight: isRight, threshold: 0.8)
                    : Sample.shadow(number, confidence: confidence, isRight: isRight, threshold: 0.8)
            }
            guard let bound = choose(outcomes) else { continue }
            chosen += 1
            if (1 - bound.threshold) / 4 > 0.05 { broken += 1 }
        }
        #expect(broken <= streams / 20 && chosen > streams / 5)
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
