#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The regularised incomplete beta function I_x(a, b), from which every binomial tail follows.
///
/// Computed by its continued fraction with the method of Lentz (Press et al., "Numerical Recipes", 3rd
/// edition, 6.4); within 1e-8 of scipy's `betainc` for a + b up to 1,000,000.
package enum IncompleteBeta {
    /// The fraction needs about the square root of the larger parameter in steps.
    static let stepsMax = 10_000
    /// Where halving an interval of length 1 has come below what a `Double` tells apart.
    static let halvingsMax = 60

    /// The probability that a Beta(a, b) variable is at most `x`: 0...1; NaN unless a and b are above 0.
    package static func of(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN else { return .nan }
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let front = exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
        // The fraction converges fast below the mean, and the other tail is what is left of 1.
        let value =
            x < (a + 1) / (a + b + 2)
            ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
        return min(1, max(0, value))
    }

    /// The `x` at which `of` reaches `share` (0...1), by halving: the function only grows.
    package static func inverse(_ share: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, a.isFinite, b.isFinite, !share.isNaN else { return .nan }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<halvingsMax {
            let middle = (low + high) / 2
            if of(middle, a, b) < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private static func logGamma(_ x: Double) -> Double { lgamma(x).0 }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var (c, d) = (1.0, 1 / kept(1 - (a + b) * x / (a + 1)))
        var product = d
        for step in 1...stepsMax {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + even * d)
            c = kept(1 + even / c)
            product *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + odd * d)
            c = kept(1 + odd / c)
            let change = d * c
            product *= change
            if abs(change - 1) < 1e-15 { break }
        }
        return product
    }
}
