/// How likely a model held the tokens that it said, where its server tells: natural logarithms of
/// probabilities, `logMin`...0 each.
package struct TokenLikelihood: Sendable, Hashable {
    /// Servers write anything from -100 to -9999 for what was as good as impossible; one such token would
    /// drown all others in the mean.
    static let logMin = -100.0

    package private(set) var count: Int
    /// The least of all.
    package private(set) var lowest: Double
    private var sum: Double

    /// `nil` when there is none, or one is no logarithm of a probability.
    package init?(_ logs: [Double]) {
        guard !logs.isEmpty, logs.allSatisfy({ $0.isFinite && $0 <= 0 }) else { return nil }
        let bounded = logs.map { max($0, Self.logMin) }
        count = logs.count
        lowest = bounded.reduce(0, min)
        sum = bounded.reduce(0, +)
    }

    package var mean: Double { sum / Double(count) }

    /// Of both together; `nil` when neither is known.
    package static func both(_ one: TokenLikelihood?, _ other: TokenLikelihood?) -> TokenLikelihood? {
        guard var both = one, let other else { return one ?? other }
        both.count += other.count
        both.lowest = min(both.lowest, other.lowest)
        both.sum += other.sum
        return both
    }
}
