/// The Content-Security-Policy of each page: nothing inline, nothing from elsewhere.
enum PagePolicy {
    static func help(publicURL: String) -> String {
        base
            + "; script-src 'self' \(publicURL)"
            + "; connect-src 'self' \(publicURL) \(socket(publicURL)); frame-ancestors 'none'"
    }

    /// The demo page stands on another origin than Baton and allows no more than a strict host page would.
    static func demo(publicURL: String) -> String {
        base
            + "; script-src 'self' \(publicURL)"
            + "; connect-src \(publicURL) \(socket(publicURL)); frame-ancestors 'none'"
    }

    static func conversation(publicURL: String) -> String {
        base
            + "; script-src 'self' \(publicURL)"
            + "; connect-src 'self' \(publicURL) \(socket(publicURL)); frame-ancestors 'none'"
    }

    static func console(publicURL: String) -> String {
        base + "; script-src 'self'; connect-src 'self' \(socket(publicURL)); frame-ancestors 'none'"
    }

    private static let base =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"

    private static func socket(_ publicURL: String) -> String {
        publicURL.hasPrefix("https:")
            ? "wss" + publicURL.dropFirst("https".count) : "ws" + publicURL.dropFirst("http".count)
    }
}
