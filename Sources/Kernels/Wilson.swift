/// A two-sided 95 % interval of a rate of which a sample was seen (Wilson, "Probable inference, the law of
/// succession, and statistical inference", 1927). For charts; a promise rests on `ClopperPearson`.
package struct Wilson: Sendable, Hashable {
    /// 0...1; 0 when nothing was seen.
    package let lower: Double
    /// 0...1; 1 when nothing was seen.
    package let upper: Double

    /// - Parameters:
    ///   - successes: 0...count.
    ///   - count: what was seen, 0 or more.
    package init(successes: Int, of count: Int) {
        guard count > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        let (trials, successes) = (Double(count), Double(min(count, max(0, successes))))
        let (z, share) = (StandardNormal.within95, successes / trials)
        let middle = share + z * z / (2 * trials)
        let width = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot()
        let scale = 1 + z * z / trials
        // At the ends the bound is the rate itself, but for rounding.
        lower = successes > 0 ? max(0, (middle - width) / scale) : 0
        upper = successes < trials ? min(1, (middle + width) / scale) : 1
    }
}
