/// The distribution that sums of many small things come near to.
enum StandardNormal {
    /// 95 % lie between this and its negative: scipy's `norm.ppf(0.975)`.
    static let within95 = 1.959963984540054
}
