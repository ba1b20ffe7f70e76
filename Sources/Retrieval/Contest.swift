#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the articles that were looked at closely say about the lead of the best.
package struct Contest: Sendable, Hashable {
    /// What a difference of fused scores counts as an exponent: a lead of 0.05 makes the best article e
    /// times as likely as the next. Chosen by cross-validation on public training questions.
    static let sharpness = 20.0
    /// The nearest vectors that vote for their article.
    static let votersMax = 10
    /// The largest cosines to centroids whose mean is a measure.
    static let centroidsMax = 5

    /// By how much the question is nearer to the best article's centroid than to any other's, -2...2.
    package let centroidMargin: Double
    /// The mean of the largest few cosines to centroids, -1...1.
    package let centroids: Double
    /// The share of the best article when each counts exp(sharpness · score), 0...1.
    package let share: Double
    /// The entropy of these shares, 0 for one article and ln(n) for n alike.
    package let entropy: Double
    /// The share of the nearest vectors that are the best article's, 0...1.
    package let votes: Double
    /// Phrasings that the best article has.
    package let phrasings: Int

    /// - Parameters:
    ///   - articles: fused score and cosine to the centroid of each, best first.
    ///   - voters: whether each of the nearest vectors is the best article's.
    init(_ articles: [(score: Double, centroid: Double)], voters: [Bool], phrasings: Int) {
        let best = articles.first ?? (0, 0)
        let others = articles.dropFirst().map(\.centroid).max() ?? -1
        centroidMargin = articles.isEmpty ? 0 : best.centroid - others
        let nearest = articles.map(\.centroid).sorted(by: >).prefix(Self.centroidsMax)
        centroids = nearest.isEmpty ? 0 : nearest.reduce(0, +) / Double(nearest.count)
        let weights = articles.map { exp(Self.sharpness * ($0.score - best.score)) }
        let sum = max(weights.reduce(0, +), 1)
        share = articles.isEmpty ? 0 : 1 / sum
        entropy = weights.reduce(0) { $0 - ($1 > 0 ? $1 / sum * log($1 / sum) : 0) }
        votes = voters.isEmpty ? 0 : Double(voters.count(where: \.self)) / Double(voters.count)
        self.phrasings = phrasings
    }

    /// By the names that they have in a decision record.
    var measures: [String: Double] {
        [
            "centroid_margin": centroidMargin, "centroids_cosine": centroids, "head_probability": share,
            "head_entropy": entropy, "neighbour_votes": votes, "phrasings_log": log1p(Double(phrasings)),
        ]
    }
}
