import Foundation

/// An address on the web as it is asked for and compared: absolute, ASCII, `http` or `https`, without user
/// info and fragment.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 2_000

    package let text: String
    /// Lower case.
    package let host: String
    /// Scheme, host and port: what a robots.txt counts for.
    package let origin: String
    /// Still percent-encoded, with the query.
    package let target: String
    /// Percent-decoded.
    package let path: String

    /// `nil` for what cannot be asked for.
    package init?(_ text: String, base: WebAddress? = nil) {
        let start = base.flatMap { URL(string: $0.text) }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.utf8.count <= Self.bytesMax, let url = URL(string: trimmed, relativeTo: start),
            var parts = URLComponents(url: url.absoluteURL.standardized, resolvingAgainstBaseURL: true),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.encodedHost?.lowercased(), !host.isEmpty, parts.user == nil,
            parts.password == nil
        else { return nil }
        parts.fragment = nil
        parts.scheme = scheme
        parts.encodedHost = host
        if parts.port == (scheme == "http" ? 80 : 443) { parts.port = nil }
        if parts.percentEncodedPath.isEmpty { parts.percentEncodedPath = "/" }
        guard let text = parts.string, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
            text.utf8.count <= Self.bytesMax
        else { return nil }
        self.text = text
        self.host = host
        origin = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
        target = parts.percentEncodedPath + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
        path = parts.path
    }

    package var description: String { text }

    /// Whether a query makes it another page than its path.
    package var hasQuery: Bool { target.contains("?") }

    /// `www.` names no other site.
    package static func site(ofHost host: String) -> String {
        host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }

    package var site: String { Self.site(ofHost: host) }
}
