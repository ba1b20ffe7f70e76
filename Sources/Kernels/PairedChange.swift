/// Two runs over the same questions, and whether the second is another one than the first.
package struct PairedChange: Sendable, Hashable {
    /// Questions that only the second run got right.
    package let gained: Int
    /// Questions that only the first run got right.
    package let lost: Int

    /// Both 0 or more.
    package init(gained: Int, lost: Int) {
        precondition(gained >= 0 && lost >= 0, "questions cannot be fewer than none")
        (self.gained, self.lost) = (gained, lost)
    }

    /// How likely so uneven a change is when nothing has changed, 0...1: McNemar's exact two-sided test. 1
    /// without a question on which the runs differ.
    package var pValue: Double { BinomialTail.ofSplit(gained, lost) }
}
