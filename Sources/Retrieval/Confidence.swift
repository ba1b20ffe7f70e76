#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A first probability that the best article answers the question: a logistic model over what words and
/// vectors say.
///
/// The weights were set by hand after a look at three sets of questions that are kept for choosing
/// constants. They stand in until weights are fitted on a library's own outcomes, so the number orders
/// questions well and promises nothing.
package enum Confidence {
    /// Says in decision records that nobody has calibrated it.
    package static let version = "hand-1"
    /// Answers are given from here on, unless the operator chose another threshold.
    package static let answerMin = 0.55
    /// Below this cosine, and without words in common, nothing counts as related.
    package static let relatedMin = 0.25

    static let bias = -3.0
    static let nearestWeight = 1.5
    static let centroidWeight = 2.0
    /// Negative: near to one article is evidence, near to everything is a question of everyday words.
    static let neighboursWeight = -2.5
    static let marginWeight = 4.5
    static let wordsWeight = 2.0
    static let coverageWeight = 1.2
    static let specificityWeight = 2.8
    /// The raw BM25 at which words count half.
    static let wordsHalf = 8.0
    /// More specific than this says no more.
    static let specificityMax = 4.0

    /// 0...1; 0 without vectors, where rules decide instead.
    static func of(_ evidence: Evidence) -> Double {
        guard let dense = evidence.dense else { return 0 }
        let words = wordsWeight * dense.words / (dense.words + wordsHalf)
        let vectors =
            nearestWeight * dense.nearest + centroidWeight * dense.centroid
            + neighboursWeight * dense.neighbours + marginWeight * dense.margin
        let specificity = specificityWeight * min(evidence.specificity, specificityMax) / specificityMax
        let sum = bias + vectors + words + coverageWeight * evidence.coverage + specificity
        return 1 / (1 + exp(-sum))
    }
}
