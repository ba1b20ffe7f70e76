import Kernels
import Testing

struct NDCGTests {
    @Test func `two of three relevant results at ranks 2 and 5`() {
        // (1/log2(3) + 1/log2(6)) / (1/log2(2) + 1/log2(3) + 1/log2(4)), by numpy.
        #expect(abs(NDCG.of(ranks: [5, 2], relevant: 3) - 0.4776237035032179) < 1e-12)
    }

    @Test func `the best order is 1, nothing found is 0, and what is far down does not count`() {
        #expect(NDCG.of(ranks: [1, 2], relevant: 2) == 1)
        #expect(NDCG.of(ranks: [], relevant: 2) == 0)
        #expect(NDCG.of(ranks: [11], relevant: 1) == 0)
        #expect(NDCG.of(ranks: [1], relevant: 0) == 0)
        #expect(NDCG.of(ranks: [1, 1, 2, 3], relevant: 1) == 1)
    }
}
