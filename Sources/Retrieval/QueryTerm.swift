/// One word of a question, and what it is worth as evidence.
package struct QueryTerm: Sendable, Hashable {
    /// As the visitor wrote it, folded.
    package let word: String
    /// As the index knows it.
    package let term: String
    /// Other terms that stand for it: synonyms, a compound written in one word.
    package let alternatives: [String]
    /// Terms that it is taken for, since nothing knows it as it is written.
    package let spellings: [String]
    /// Its inverse document frequency, reduced for fillers and context; as high as the rarest for an unknown
    /// word.
    package let weight: Double
    /// Whether the index holds it, one of its alternatives or one of its spellings.
    package let isKnown: Bool
    /// Whether it says what the question is about: no filler, no word of an earlier turn, no identifier
    /// whose parts count already.
    package let isContent: Bool
    /// Whether it is of an earlier turn, which the question needs to be understood.
    package let isEarlier: Bool

    /// What finding an alternative counts, against 1 for the word itself.
    static let alternativeShare = 0.8
    /// What finding a word counts that it may have been meant to be.
    static let spellingShare = 0.7

    /// What of it `holds` finds, 0...1.
    func share(where holds: (String) -> Bool) -> Double {
        if holds(term) { return 1 }
        if alternatives.contains(where: holds) { return Self.alternativeShare }
        return spellings.contains(where: holds) ? Self.spellingShare : 0
    }
}
