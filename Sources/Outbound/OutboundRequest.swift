/// A line of a request's or a response's head.
package struct OutboundHeader: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// A name of RFC 9110's token characters, and a value in which nothing ends a line.
    package var isWellFormed: Bool {
        let separators = Set("()<>@,;:\\\"/[]?={}".utf8)
        let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }
        return isName && !name.isEmpty && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}

/// What is asked of another server.
package struct OutboundRequest: Sendable {
    package enum Method: String, Sendable, Hashable {
        case get = "GET"
        case post = "POST"
    }

    package var method: Method
    /// Absolute, `http` or `https`, without user info.
    package var url: String
    package var headers: [OutboundHeader]
    /// Sent with `POST` only.
    package var body: [UInt8]
    package var deadlines: OutboundDeadlines
    /// More of a body than this ends the transfer. Counted after decoding.
    package var bodyBytesMax: Int
    /// Whether the server is told that it may compress. A stream of small events gains nothing by it.
    package var acceptsCompression = false

    package init(
        _ method: Method = .get, _ url: String, headers: [OutboundHeader] = [], body: [UInt8] = [],
        deadlines: OutboundDeadlines = OutboundDeadlines(), bodyBytesMax: Int = 1 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadlines = deadlines
        self.bodyBytesMax = bodyBytesMax
    }

    /// Why it cannot be sent at all. The scheme is checked again by libcurl.
    var flaw: OutboundFailure.Flaw? {
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https" else { return .scheme }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return .url }
        guard headers.allSatisfy(\.isWellFormed) else { return .header }
        return nil
    }
}
