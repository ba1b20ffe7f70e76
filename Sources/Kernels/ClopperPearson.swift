/// Exact bounds on a rate of which a sample was seen (Clopper and Pearson, "The use of confidence or fiducial
/// limits illustrated in the case of the binomial", Biometrika, 1934).
///
/// Each bound is one-sided: the true rate lies beyond it in at most `1 - certainty` of samples.
package enum ClopperPearson {
    /// The largest rate that `errors` of `count` leave possible, 0...1; 1 when nothing was seen.
    ///
    /// - Parameter certainty: 0...1, such as 0.95.
    package static func upper(errors: Int, of count: Int, certainty: Double) -> Double {
        upper(errors: Double(errors), of: Double(count), certainty: certainty)
    }

    /// The same for a sample whose members speak for more or fewer others each: `count` is then its effective
    /// size, (Σ w)² / Σ w², and `errors` that many times the weighted share of errors (Korn and Graubard,
    /// "Confidence intervals for proportions with small expected number of positive counts estimated from
    /// survey data", Survey Methodology, 1998).
    package static func upper(errors: Double, of count: Double, certainty: Double) -> Double {
        guard count > 0, errors >= 0, errors < count, certainty < 1 else { return 1 }
        guard certainty > 0 else { return errors / count }
        return IncompleteBeta.inverse(certainty, errors + 1, count - errors)
    }

    /// The smallest rate that `errors` of `count` leave possible, 0...1; 0 when nothing was seen.
    ///
    /// - Parameter certainty: 0...1, such as 0.95.
    package static func lower(errors: Int, of count: Int, certainty: Double) -> Double {
        guard count > 0, errors > 0, errors <= count, certainty < 1 else { return 0 }
        guard certainty > 0 else { return Double(errors) / Double(count) }
        return IncompleteBeta.inverse(1 - certainty, Double(errors), Double(count - errors) + 1)
    }
}
