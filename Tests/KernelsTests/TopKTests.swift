import Kernels
import Testing

struct TopKTests {
    @Test func `the best come first, and among equals the lower index`() {
        let scores: [Float] = [1, 3, 2, 3, 0, -1, .nan, 3]
        let best = TopK.select(scores.span, count: 3)
        #expect(best.map(\.index) == [1, 3, 7])
    }

    @Test func `zero, negative and undefined scores are never selected`() {
        let scores: [Float] = [0, -1, .nan, 0.5]
        #expect(TopK.select(scores.span, count: 10).map(\.index) == [3])
    }

    @Test func `asking for nothing gives nothing`() {
        let scores: [Float] = [1]
        #expect(TopK.select(scores.span, count: 0).isEmpty)
        #expect(TopK.select([Float]().span, count: 5).isEmpty)
    }

    @Test(arguments: [1, 2, 7, 50, 999, 1000, 2000])
    func `it selects what sorting everything would`(count: Int) {
        var state: UInt32 = 42
        let scores = (0..<1000).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 24) + 1
        }
        let sorted = scores.enumerated().sorted { ($0.element, $1.offset) > ($1.element, $0.offset) }
        let best = TopK.select(scores.span, count: count)
        #expect(best.map(\.index) == sorted.prefix(count).map(\.offset))
    }
}
