import Kernels
import Testing

@testable import Retrieval

struct UnanswerableShareTests {
    /// What a model says of questions with and without an article, which it tells apart as well as one does.
    private func chances(_ count: Int, share: Double) -> [Double] {
        var numbers = SplitMix64(seed: 7)
        return (0..<count).map { number in
            let hasNone = Double(number % 100) < share * 100
            // Two normal distributions, a deviation and a half apart: the chance of the second.
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + numbers.share() }
            let seen = (hasNone ? 0.75 : -0.75) + noise
            return LogisticRegression.logistic(1.5 * seen)
        }
    }

    @Test(arguments: [0, 0.1, 0.35, 0.7]) func `the share is told without labels`(share: Double) {
        let estimate = UnanswerableShare.estimate(chances(2_000, share: share))
        // The assumption still counts for some questions.
        #expect(abs(estimate - share) < 0.1)
        #expect(estimate > 0 && estimate < 1)
    }

    @Test func `where little was asked the assumption stands`() {
        #expect(UnanswerableShare.estimate(chances(199, share: 0.7)) == UnanswerableShare.assumed)
        #expect(UnanswerableShare.estimate([]) == UnanswerableShare.assumed)
        #expect(UnanswerableShare.rounded(UnanswerableShare.assumed) == UnanswerableShare.assumed)
    }

    @Test func `a fit is made in steps, and never for none or all`() {
        #expect(UnanswerableShare.rounded(0.001) == UnanswerableShare.step)
        #expect(UnanswerableShare.rounded(0.999) < 1)
        #expect(UnanswerableShare.rounded(0.11) == 0.1)
        #expect(UnanswerableShare.estimate([Double](repeating: 0, count: 2_000)) > 0)
        #expect(UnanswerableShare.estimate([Double](repeating: 1, count: 2_000)) < 1)
    }
}
