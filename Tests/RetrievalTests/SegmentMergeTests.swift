import Testing

@testable import Retrieval

struct SegmentMergeTests {
    @Test func `small segments become one, and a much larger one stays as it is`() {
        #expect(SegmentMerge.choice([1, 1, 1, 2, 2, 3, 3, 4, 100]) == 8)
        #expect(SegmentMerge.choice([1, 1, 1, 2, 2, 3, 3, 4, 20]) == 9)
        #expect(SegmentMerge.choice([Int](repeating: 5, count: 9)) == 9)
    }

    @Test(arguments: [9_000, 12_000, 16_384])
    func `a merge copies no more documents than a segment has, and always joins two at least`(size: Int) {
        let chosen = SegmentMerge.choice([Int](repeating: size, count: 9))
        #expect(chosen >= 2)
        #expect(chosen * size <= Segment.documentsMax)
    }
}
