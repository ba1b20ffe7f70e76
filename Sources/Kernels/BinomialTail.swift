/// How likely a count is when each of many trials succeeds with the same probability.
package enum BinomialTail {
    /// The probability of `count` or more successes in `trials`, 0...1.
    package static func atLeast(_ count: Int, of trials: Int, rate: Double) -> Double {
        if count <= 0 { return 1 }
        guard count <= trials else { return 0 }
        return IncompleteBeta.of(min(1, max(0, rate)), Double(count), Double(trials - count) + 1)
    }

    /// How likely `first` against `second` is, or a more uneven split, when either side is as likely: 0...1.
    ///
    /// The exact test of McNemar ("Note on the sampling error of the difference between correlated
    /// proportions", Psychometrika, 1947), two-sided: of the questions on which two runs differ, `first` went
    /// one way and `second` the other.
    package static func ofSplit(_ first: Int, _ second: Int) -> Double {
        guard first != second else { return 1 }
        return min(1, 2 * atLeast(max(first, second), of: first + second, rate: 0.5))
    }
}
