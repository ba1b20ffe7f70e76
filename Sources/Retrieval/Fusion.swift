/// How words and vectors become one score.
///
/// score(article) = 0.3 · cos(centroid) + 0.7 · cos(best passage or phrasing) + 0.015 · raw BM25: a
/// weighted sum beat rank fusion on six of seven public question sets, and keeps an absolute meaning, so
/// that confidence can be read from it.
package enum Fusion {
    static let centroidWeight: Float = 0.3
    static let unitWeight: Float = 0.7
    /// What one unit of raw BM25 counts.
    static let wordsWeight: Float = 0.015
    /// Added to an article of the visitor's product area.
    static let areaBoost: Float = 0.02
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

    static func score(centroid: Float, nearest: Float, words: Float, isOfArea: Bool) -> Float {
        centroidWeight * centroid + unitWeight * nearest + wordsWeight * words + (isOfArea ? areaBoost : 0)
    }

    static var constants: [String: Double] {
        [
            "centroid_weight": Double(centroidWeight), "unit_weight": Double(unitWeight),
            "words_weight": Double(wordsWeight), "area_boost": Double(areaBoost),
            "rescored_max": Double(rescoredMax),
            "code_boost": Double(codeBoost),
        ]
    }
}
