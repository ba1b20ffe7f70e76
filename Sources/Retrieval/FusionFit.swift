/// Looks for the constants of the fusion that suit a library's own questions, and says whether they are
/// better than those in force. Pure.
///
/// Cross-validation (Stone 1974): the questions are divided into folds; for each fold the constants are
/// chosen on the others, and the first hits of its own questions are counted. So what is counted is the
/// choosing itself, on questions that it has not seen.
package struct FusionFit: Sendable {
    /// Questions with a known article for a first fit.
    package static let casesMin = 200
    /// The newest are looked at: each costs a vector and a search.
    package static let casesMax = 2_000
    static let folds = 5
    /// The share of first hits that must be gained: for less it is not worth to begin the promise anew.
    static let gainMin = 0.01
    /// The gain in units of its own standard deviation if nothing were gained: one-sided, at 1 in 100, as it
    /// is asked again with every fifth more outcomes.
    static let deviationsMin = 2.33

    /// Of the centroid against the nearest vector; around the standard of 0.3.
    static let centroidWeights: [Float] = [0, 0.15, 0.3, 0.45, 0.6, 0.8]
    /// Of one unit of raw BM25; around the standard of 0.015, as large as static vectors want it and more.
    static let wordsWeights: [Float] = [0, 0.0075, 0.015, 0.03, 0.06, 0.12]

    /// What came of a fit.
    package struct Found: Sendable, Hashable, Codable {
        package let constants: FusionConstants
        /// Questions with a known article.
        package let cases: Int
        /// The weighted share whose right article came first by the constants in force, 0...1.
        package let hitBefore: Double
        /// The same by constants that were chosen without the question, 0...1.
        package let hitHeldOut: Double
        /// The gain in units of its standard deviation if nothing were gained.
        package let deviations: Double

        /// Whether it is better beyond noise.
        package var isBetter: Bool {
            hitHeldOut - hitBefore >= gainMin && deviations >= deviationsMin
        }
    }

    private let cases: [FusionCase]
    private let current: FusionConstants

    package init(_ cases: [FusionCase], against current: FusionConstants) {
        self.cases = cases
        self.current = current
    }

    /// `nil` where nothing else suits better, or where the questions are too few.
    package func run(casesMin: Int = casesMin) -> Found? {
        guard cases.count >= max(casesMin, Self.folds) else { return nil }
        // Every rank by every choice, once.
        let choices = grid
        let ranks = choices.map { choice in cases.map { Self.reciprocal($0.rank(by: choice)) } }
        let everything = Array(cases.indices)
        let best = choose(ranks, among: everything)
        guard best != 0 else { return nil }
        let heldOut = (0..<Self.folds).flatMap { fold -> [(case: Int, choice: Int)] in
            let choice = choose(ranks, among: everything.filter { !isIn(fold, $0) })
            return everything.filter { isIn(fold, $0) }.map { ($0, choice) }
        }
        return found(choices[best], ranks, heldOut)
    }

    private func isIn(_ fold: Int, _ index: Int) -> Bool {
        Int(cases[index].group.magnitude % UInt(Self.folds)) == fold
    }

    /// The constants in force, and then every other choice.
    private var grid: [FusionConstants] {
        let all = Self.centroidWeights.flatMap { centroid in
            Self.wordsWeights.map { words in
                FusionConstants(
                    centroidWeight: centroid, unitWeight: 1 - centroid, wordsWeight: words,
                    areaBoost: current.areaBoost)
            }
        }
        return [current] + all.filter { $0 != current }
    }

    /// The choice with the largest mean reciprocal rank, which says more of few questions than first hits do.
    private func choose(_ ranks: [[Double]], among chosen: [Int]) -> Int {
        let sums = ranks.map { ranks in chosen.reduce(0) { $0 + cases[$1].weight * ranks[$1] } }
        // What is in force stands first and wins among equals.
        return sums.indices.dropFirst().reduce(0) { sums[$1] > sums[$0] ? $1 : $0 }
    }

    /// The paired test of two classifiers (McNemar 1947), whose discordant pairs count their weights.
    private func found(
        _ constants: FusionConstants, _ ranks: [[Double]], _ heldOut: [(case: Int, choice: Int)]
    ) -> Found {
        var (weights, before, after, squares) = (0.0, 0.0, 0.0, 0.0)
        for (index, choice) in heldOut {
            let weight = cases[index].weight
            let (old, new) = (ranks[0][index] == 1 ? 1.0 : 0, ranks[choice][index] == 1 ? 1.0 : 0)
            weights += weight
            before += weight * old
            after += weight * new
            squares += weight * weight * (new - old) * (new - old)
        }
        let gain = after - before
        return Found(
            constants: constants, cases: cases.count, hitBefore: before / max(weights, .leastNormalMagnitude),
            hitHeldOut: after / max(weights, .leastNormalMagnitude),
            deviations: squares > 0 ? gain / squares.squareRoot() : 0)
    }

    private static func reciprocal(_ rank: Int?) -> Double { rank.map { 1 / Double($0) } ?? 0 }
}
