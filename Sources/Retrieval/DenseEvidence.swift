/// What the vectors say about the best article, for the gate and the decision record.
package struct DenseEvidence: Sendable, Hashable {
    /// The cosine of the question to the mean of the article, -1...1.
    package let centroid: Double
    /// To its nearest passage or phrasing, -1...1.
    package let nearest: Double
    /// The mean over the nearest few vectors of the whole index, -1...1.
    package let neighbours: Double
    /// How far the fused score of the second article is behind, 0 or more.
    package let margin: Double
    /// The raw BM25 of the article's best document, 0 or more.
    package let words: Double
    /// Whether words alone would have put the same article first.
    package let agrees: Bool
    /// How far the best article leads.
    package let contest: Contest
    /// By which words and vectors were added up.
    package let constants: FusionConstants
    /// The cosine to the nearest question that had no article, -1...1; `nil` when none is remembered.
    package internal(set) var unanswered: Double?
}
