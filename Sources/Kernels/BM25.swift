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

    /// Adds one term's contribution to `scores`.
    ///
    /// `documents[i]` holds the term `frequencies[i]` times; both have the same count, and every document is
    /// an index into `norms` and `scores`. `weight` is the query's weight times `idf`.
    package static func accumulate(
        documents: Span<Int32>, frequencies: Span<Float>, norms: Span<Float>, weight: Float,
        into scores: inout MutableSpan<Float>
    ) {
        precondition(documents.count == frequencies.count, "a posting has a document and a frequency")
        let scale = weight * (k1 + 1)
        for index in documents.indices {
            let document = Int(documents[index])
            let frequency = frequencies[index]
            scores[document] += scale * frequency / (frequency + norms[document])
        }
    }
}
