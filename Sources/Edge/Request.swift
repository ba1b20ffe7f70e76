/// What a route handler sees of a request: plain values, no type of the socket library.
package struct Request: Sendable {
    /// In capitals, as sent: `GET`.
    package let method: String
    /// As sent, without the query; not percent-decoded.
    package let path: String
    /// Path captures by name, percent-decoded; what `**` matched is under `**`.
    package let parameters: [String: String]
    /// First value of each key, percent-decoded, `+` as a space.
    package let query: [String: String]
    package let cookies: [String: String]
    /// Whole, and never more than the route's `bodyBytesMax`.
    package let body: [UInt8]
    /// The client's address after the rules for trusted proxies; "unknown" when the peer is already gone.
    package let remoteAddress: String
    /// TLS here, or `X-Forwarded-Proto: https` from a trusted proxy.
    package let isSecure: Bool
    private let headers: [(name: String, value: String)]

    package init(
        method: String,
        target: String,
        headers: [(String, String)],
        parameters: [String: String] = [:],
        body: [UInt8] = [],
        remoteAddress: String,
        isSecure: Bool
    ) {
        let lowercased = headers.map { (name: $0.0.lowercased(), value: $0.1) }
        let url = Self.split(target)
        self.method = method
        self.path = url.path
        self.query = PercentEncoding.form(url.query)
        self.parameters = parameters
        self.cookies = Self.cookies(lowercased)
        self.body = body
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
        self.headers = lowercased
    }

    /// The field's value; values of a repeated field are joined with a comma (RFC 9110, 5.3).
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        let values = headers.lazy.filter { $0.name == wanted }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    package var origin: String? { header("origin") }
    package var host: String? { header("host") }

    /// Path and query of a request target; the absolute form (`http://host/path`) loses its front.
    private static func split(_ target: String) -> (path: String, query: Substring) {
        var rest = target[...]
        if !rest.hasPrefix("/"), let scheme = rest.firstRange(of: "://") {
            let afterScheme = rest[scheme.upperBound...]
            rest = afterScheme.firstIndex(of: "/").map { afterScheme[$0...] } ?? "/"
        }
        guard let mark = rest.firstIndex(of: "?") else { return (String(rest), "") }
        return (String(rest[..<mark]), rest[rest.index(after: mark)...])
    }

    private static func cookies(_ headers: [(name: String, value: String)]) -> [String: String] {
        var cookies: [String: String] = [:]
        for header in headers where header.name == "cookie" {
            for pair in header.value.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                guard let equals = trimmed.firstIndex(of: "=") else { continue }
                // The first of two cookies with one name is the one with the longer path (RFC 6265, 5.4).
                let name = String(trimmed[..<equals])
                if cookies[name] == nil { cookies[name] = String(trimmed[trimmed.index(after: equals)...]) }
            }
        }
        return cookies
    }
}
