/// What the operator asks for: how often answers may be wrong, and how sure that must be.
package struct ErrorPromise: Hashable, Sendable, Codable {
    /// The allowed share of wrong answers, above 0 and below 1.
    package let errorMax: Double
    /// Of keeping it, above 0 and below 1.
    package let certainty: Double

    package init(errorMax: Double, certainty: Double) {
        self.errorMax = errorMax
        self.certainty = certainty
    }

    /// Whether what was shown for `other` holds for this one too.
    func isKept(by other: ErrorPromise) -> Bool {
        other.errorMax <= errorMax && other.certainty >= certainty
    }
}
