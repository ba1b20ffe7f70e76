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
        let norms = BM25.norms(lengths: [1, 3])
        var scores: [Float] = [0, 0]
        var span = scores.mutableSpan
        let (documents, frequencies): ([Int32], [Float]) = ([1], [2])
        BM25.accumulate(
            documents: documents.span, frequencies: frequencies.span, norms: norms.span, weight: 1,
            into: &span)
        #expect(scores[0] == 0)
        #expect(abs(scores[1] - 4.4 / 3.65) < 1e-5)
    }

    @Test func `documents without any length do not divide by zero`() {
        #expect(BM25.norms(lengths: [0, 0]) == [1.2, 1.2])
        #expect(BM25.norms(lengths: []).isEmpty)
    }
}
