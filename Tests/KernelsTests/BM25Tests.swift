import Kernels
import Testing

struct BM25Tests {
    @Test func `a term that every document holds weighs less than a rare one, and never below zero`() {
        let common = BM25.idf(documents: 100, containing: 100)
        let rare = BM25.idf(documents: 100, containing: 1)
        #expect(common > 0 && common < 0.01)
        #expect(abs(rare - 4.2097) < 0.001)
        #expect(BM25.idf(documents: 100, containing: 0) > rare)
        #expect(BM25.idf(documents: 0, containing: 0) >= 0)
    }

    @Test func `the score is the formula's`() {
        // Two documents of lengths 1 and 3; the term is twice in the second. By hand: norm = 1.2(.25 +
        // .75·3/2) = 1.65, score = 1 · 2 · 2.2 / (2 + 1.65).
        let norms = BM25.norms(longest: 3, total: 4, count: 2)
        var scores: [Float] = [0, 0]
        var span = scores.mutableSpan
        let (documents, frequencies, lengths): ([Int32], [Float], [Int32]) = ([1], [2], [1, 3])
        let next = BM25.accumulate(
            documents: documents.span, frequencies: frequencies.span, from: 0, lengths: lengths.span,
            norms: norms.span, scale: 2.2, range: 0..<2, into: &span)
        #expect(next == 1)
        #expect(scores[0] == 0)
        #expect(abs(scores[1] - 4.4 / 3.65) < 1e-5)
        #expect(scores[1] == BM25.share(scale: 2.2, frequency: 2, norm: norms[3]))
    }

    @Test func `scores made in parts are those made at once`() {
        let (documents, frequencies): ([Int32], [Float]) = ([0, 2, 3, 6], [1, 2, 3, 4])
        let lengths = [Int32](repeating: 1, count: 7)
        let norms = BM25.norms(longest: 1, total: 7, count: 7)
        func scores(_ parts: [Range<Int>]) -> [Float] {
            var (all, next) = ([Float](), 0)
            for part in parts {
                var own = [Float](repeating: 0, count: part.count)
                var span = own.mutableSpan
                next = BM25.accumulate(
                    documents: documents.span, frequencies: frequencies.span, from: next,
                    lengths: lengths.span, norms: norms.span, scale: 1, range: part, into: &span)
                all += own
            }
            return all
        }
        #expect(scores([0..<7]) == scores([0..<1, 1..<3, 3..<3, 3..<7]))
        #expect(scores([0..<7]).map { $0 > 0 } == [true, false, true, true, false, false, true])
    }

    @Test func `documents without any length do not divide by zero`() {
        #expect(BM25.norms(lengths: [0, 0]) == [1.2, 1.2])
        #expect(BM25.norms(lengths: []).isEmpty)
    }
}
