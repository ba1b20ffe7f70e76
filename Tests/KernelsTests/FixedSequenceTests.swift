import Kernels
import Testing

struct FixedSequenceTests {
    /// As many answers as `errors` has places, the most confident first.
    private func judged(_ count: Int, wrong: Set<Int> = []) -> [(confidence: Double, isRight: Bool)] {
        (0..<count).map { (1 - Double($0) / Double(count), !wrong.contains($0)) }
    }

    private func choose(
        _ judged: [(confidence: Double, isRight: Bool)], countMin: Int = 100
    ) -> FixedSequence.Choice? {
        FixedSequence.choose(judged: judged, errorMax: 0.05, certainty: 0.95, countMin: countMin)
    }

    @Test func `too few judged answers choose nothing`() {
        #expect(choose([]) == nil)
        #expect(choose(judged(99)) == nil)
        // All right, and even so a rate of 5 % is possible: no errors need 59 answers.
        #expect(choose(judged(58), countMin: 1) == nil)
        #expect(choose(judged(59), countMin: 59) != nil)
    }

    @Test func `when all are right, everything that was judged is answered`() throws {
        let choice = try #require(choose(judged(1000).shuffled()))
        #expect(choice.answered == 1000)
        #expect(choice.errors == 0)
        #expect(abs(choice.threshold - 0.001) < 1e-12)
        // The first place to begin has handed its part on: nothing of the chance to be wrong is lost.
        #expect(choice.upperBound == ClopperPearson.upper(errors: 0, of: 1000, certainty: 0.95))
    }

    @Test func `when the safest err, the safer half is the next place to begin, with its part alone`() throws
    {
        #expect(choose(judged(199, wrong: [0, 1])) == nil)
        let choice = try #require(choose(judged(400, wrong: [0, 1])))
        #expect(choice.answered == 400)
        #expect(choice.upperBound == ClopperPearson.upper(errors: 2, of: 400, certainty: 1 - 0.05 * 0.25))
        #expect(choose(judged(1000, wrong: Set(0..<1000))) == nil)
    }

    @Test func `one error among the first hundred is no end`() throws {
        #expect(try #require(choose(judged(100, wrong: [0]))).answered == 100)
    }

    @Test func `it stops at the first failure, although a lower threshold would pass again`() throws {
        // 20 errors in a row from the 300th on: more than 5 % of 320, less than 5 % of 1,000.
        let choice = try #require(choose(judged(1000, wrong: Set(300..<320))))
        #expect(choice.answered <= 310)
        #expect(ClopperPearson.upper(errors: 20, of: 1000, certainty: 0.95) < 0.05)
    }

    @Test func `the bound of what is chosen is never above what is allowed`() throws {
        var numbers = SplitMix64(seed: 3)
        for _ in 0..<50 {
            let some = (0..<400).map { _ in
                let confidence = numbers.share()
                return (confidence: confidence, isRight: numbers.share() < 0.8 + 0.2 * confidence)
            }
            guard let choice = choose(some) else { continue }
            let answered = some.filter { $0.confidence >= choice.threshold }
            #expect(answered.count == choice.answered)
            #expect(answered.count { !$0.isRight } == choice.errors)
            #expect(choice.upperBound <= 0.05)
        }
    }

    @Test func `equal confidences are answered together or not at all`() throws {
        let tied = [(confidence: 0.9, isRight: true)] + judged(199).map { (0.5, $0.isRight) }
        #expect(try #require(choose(tied)).answered == 200)
        let wrong = judged(120) + (0..<100).map { (confidence: 0.0, isRight: $0 > 50) }
        #expect(try #require(choose(wrong)).answered == 120)
    }

    @Test func `a confidence that is no number is never answered`() throws {
        let choice = try #require(choose(judged(200) + [(.nan, false), (.nan, false)]))
        #expect(choice.answered == 200)
        #expect(choice.errors == 0)
    }
}
