/// The constants of the confidence that no fit decides.
package enum Confidence {
    /// Answers are given from here on, unless the operator chose another threshold.
    package static let answerMin = 0.55
    /// Below this cosine, and without words in common, nothing counts as related.
    package static let relatedMin = 0.25
    /// The raw BM25 at which words count half.
    static let wordsHalf = 8.0
    /// More specific than this says no more.
    static let specificityMax = 4.0

    /// The measures that a fit may use, by name. Chosen on splits of public training questions: what gained
    /// nothing there (distances in whitened space, how tightly an article's phrasings lie) is left
    /// out, and so is their number, of which a question's own article has one less while it is fitted.
    package static let features = [
        "nearest_cosine", "centroid_cosine", "neighbours_cosine", "centroids_cosine", "fused_margin",
        "centroid_margin", "head_probability", "head_entropy", "neighbour_votes", "words_saturated",
        "words_agree", "coverage", "specificity_capped", "unknown_share", "question_length",
        "unanswered_cosine", "unanswered_margin",
    ]
}

extension ConfidenceModel {
    /// Weights set by hand after a look at three sets of questions that are kept for choosing constants.
    ///
    /// It stands in where a library is too small to fit a model on, so its number orders questions well and
    /// promises nothing. The negative weight: near to one article is evidence, near to everything is a
    /// question of everyday words.
    package static let byHand = ConfidenceModel(
        version: "hand-1",
        features: [
            Feature(name: "nearest_cosine", weight: 1.5), Feature(name: "centroid_cosine", weight: 2),
            Feature(name: "neighbours_cosine", weight: -2.5), Feature(name: "fused_margin", weight: 4.5),
            Feature(name: "words_saturated", weight: 2), Feature(name: "coverage", weight: 1.2),
            Feature(name: "specificity_capped", weight: 2.8),
        ], bias: -3)
}
