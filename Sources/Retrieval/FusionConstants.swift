/// What the weighted sum of words and vectors is made of: fitted together, and in force together.
///
/// score(article) = centroidWeight · cos(centroid) + unitWeight · cos(best passage or phrasing)
/// + wordsWeight · raw BM25 + areaBoost.
package struct FusionConstants: Sendable, Hashable, Codable {
    /// With `unitWeight` it makes 1, so that the cosines' part keeps its scale.
    package let centroidWeight: Float
    package let unitWeight: Float
    /// What one unit of raw BM25 counts.
    package let wordsWeight: Float
    /// Added to an article of the visitor's product area.
    package let areaBoost: Float

    init(centroidWeight: Float, unitWeight: Float, wordsWeight: Float, areaBoost: Float) {
        self.centroidWeight = centroidWeight
        self.unitWeight = unitWeight
        self.wordsWeight = wordsWeight
        self.areaBoost = areaBoost
    }

    /// Chosen by a look at seven public question sets, of which no weight was the best on each.
    package static let standard = FusionConstants(
        centroidWeight: 0.3, unitWeight: 0.7, wordsWeight: 0.015, areaBoost: 0.02)

    func score(centroid: Float, nearest: Float, words: Float, isOfArea: Bool) -> Float {
        centroidWeight * centroid + unitWeight * nearest + wordsWeight * words + (isOfArea ? areaBoost : 0)
    }

    /// By the names that they have in a manifest and in a decision record.
    var named: [String: Double] {
        [
            "centroid_weight": Double(centroidWeight), "unit_weight": Double(unitWeight),
            "words_weight": Double(wordsWeight), "area_boost": Double(areaBoost),
        ]
    }

    /// For people.
    package var words: String {
        "\(centroidWeight) centroid, \(unitWeight) nearest, \(wordsWeight) words, \(areaBoost) area"
    }

    /// What a decision record holds of them: nothing where they are the standard ones.
    var measures: [String: Double] { self == .standard ? [:] : named }

    /// Those that a decision was made by.
    package init(measures: [String: Double]) {
        func weight(_ name: String, _ standard: Float) -> Float { measures[name].map(Float.init) ?? standard }
        let standard = Self.standard
        self.init(
            centroidWeight: weight("centroid_weight", standard.centroidWeight),
            unitWeight: weight("unit_weight", standard.unitWeight),
            wordsWeight: weight("words_weight", standard.wordsWeight),
            areaBoost: weight("area_boost", standard.areaBoost))
    }
}
