#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
/// equation 3.15).
///
/// score(D, Q) = sum over t in Q of w(t) · idf(t) · tf · (k1 + 1) / (tf + norm(D)),
/// norm(D) = k1 · (1 - b + b · |D| / avgdl),
/// with the idf of Lucene, ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative. Scores are 0 or more,
/// without an upper bound.
package enum BM25 {
    /// How soon more occurrences of a term stop counting.
    package static let k1: Float = 1.2
    /// How much a long document is discounted, 0...1.
    package static let b: Float = 0.75

    /// The weight of a term found in `containing` of `documents`; 0 or more, largest for a term found
    /// nowhere.
    package static func idf(documents: Int, containing: Int) -> Float {
        let (all, some) = (Double(max(documents, 0)), Double(min(max(containing, 0), documents)))
        return Float(log(1 + (all - some + 0.5) / (some + 0.5)))
    }

    /// The length part of the formula for each document, computed once: k1 · (1 - b + b · |D| / avgdl).
    package static func norms(lengths: [Int]) -> [Float] {
        norms(lengths: lengths, total: lengths.reduce(0, +), count: lengths.count)
    }

    /// The same for a part of a collection that has `total` words in `count` documents.
    package static func norms(lengths: [Int], total: Int, count: Int) -> [Float] {
        guard total > 0, count > 0 else { return [Float](repeating: k1, count: lengths.count) }
        let average = Float(total) / Float(count)
        return lengths.map { k1 * (1 - b + b * Float($0) / average) }
    }

    /// `norms` for every length up to the longest, for documents that are few words long and many.
    package static func norms(longest: Int, total: Int, count: Int) -> [Float] {
        norms(lengths: Array(0...max(longest, 0)), total: total, count: count)
    }

    /// What a term adds to a document's score. `scale` is the query's weight times `idf` times k1 + 1.
    package static func share(scale: Float, frequency: Float, norm: Float) -> Float {
        scale * frequency / (frequency + norm)
    }

    /// Adds one term's contribution to the scores of some documents that lie side by side: `scores` begin
    /// with the first of `range`.
    ///
    /// `documents[i]` holds the term `frequencies[i]` times; both ascend and have the same count. `lengths`
    /// are all documents', in words, and `norms` a table of `norms(longest:total:count:)`. Begins at
    /// `position` of the postings and returns where the next documents begin.
    package static func accumulate(
        documents: Span<Int32>, frequencies: Span<Float>, from position: Int, lengths: Span<Int32>,
        norms: Span<Float>, scale: Float, range: Range<Int>, into scores: inout MutableSpan<Float>
    ) -> Int {
        precondition(documents.count == frequencies.count, "a posting has a document and a frequency")
        var position = position
        while position < documents.count {
            let document = Int(documents[position])
            guard document < range.upperBound else { break }
            let norm = norms[Int(lengths[document])]
            scores[document - range.lowerBound] += share(
                scale: scale, frequency: frequencies[position], norm: norm)
            position += 1
        }
        return position
    }
}
