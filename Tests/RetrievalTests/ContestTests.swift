import Testing

@testable import Retrieval

struct ContestTests {
    @Test func `a clear lead leaves little to the others`() {
        let clear = Contest([(0.9, 0.8), (0.5, 0.4), (0.4, 0.5)], voters: [true, true], phrasings: 3)
        #expect(clear.share > 0.99 && clear.entropy < 0.02 && clear.votes == 1)
        #expect(abs(clear.centroidMargin - 0.3) < 1e-12)
        #expect(abs(clear.centroids - 1.7 / 3) < 1e-12)
    }

    @Test func `articles that are alike share evenly`() {
        let even = Contest([(0.5, 0.4), (0.5, 0.4)], voters: [true, false, false, false], phrasings: 0)
        #expect(even.share == 0.5 && even.votes == 0.25 && even.centroidMargin == 0)
        #expect(abs(even.entropy - 0.693_147_180_559_945) < 1e-12)
    }

    @Test func `nothing found, and a single article, are numbers too`() {
        let none = Contest([], voters: [], phrasings: 0)
        #expect(none.measures.values.allSatisfy { $0 == 0 })
        let one = Contest([(0.5, 0.4)], voters: [true], phrasings: 1)
        #expect(one.share == 1 && one.entropy == 0 && one.centroidMargin == 1.4)
    }
}
