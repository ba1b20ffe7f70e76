/// One word of a question, and what it is worth as evidence.
package struct QueryTerm: Sendable, Hashable {
    /// As the visitor wrote it, folded.
    package let word: String
    /// As the index knows it.
    package let term: String
    /// Other terms that stand for it: synonyms, a compound written in one word.
    package let alternatives: [String]
    /// Its inverse document frequency, reduced for fillers and context; as high as the rarest for an unknown
    /// word.
    package let weight: Double
    /// Whether the index holds it or one of its alternatives.
    package let isKnown: Bool
    /// Whether it says what the question is about: no filler, no word of an earlier turn, no identifier
    /// whose parts count already.
    package let isContent: Bool

    /// What finding an alternative counts, against 1 for the word itself.
    static let alternativeShare = 0.8
}
