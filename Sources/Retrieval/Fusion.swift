/// How words and vectors become one score.
///
/// A weighted sum (see `FusionConstants`) beat rank fusion on six of seven public question sets, and keeps an
/// absolute meaning, so that confidence can be read from it. What is here no outcome decides.
package enum Fusion {
    /// The best of the scan over int8, articles and rows each, whose vectors are measured again exactly: int8
    /// puts the true ten among so many in all but a few of a thousand searches.
    static let rescoredMax = 50
    /// Added to an article that holds the codes of the question: more than any cosine brings.
    static let codeBoost: Float = 2
    /// What such a lead counts at most as a margin: that of an article which is plainly the best.
    static let codeMargin = 0.1
    /// Articles whose passages are looked at one by one.
    static let articlesMax = 20
    /// Passages of one article that are looked at.
    static let passagesMax = 12
    /// The number of nearest vectors whose mean cosine is a feature.
    static let neighboursMax = 5

    /// All constants of the ranking by name.
    static func named(_ constants: FusionConstants) -> [String: Double] {
        let fixed = ["rescored_max": Double(rescoredMax), "code_boost": Double(codeBoost)]
        return constants.named.merging(fixed) { own, _ in own }
    }
}
