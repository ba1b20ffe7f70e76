internal import FoundationEssentials

/// What a route handler answers.
package struct Response: Sendable {
    package var status: Int
    /// In the order of sending; a name may repeat (`Set-Cookie`).
    package var headers: [(String, String)]
    package var body: [UInt8]
    package var packing = Packing.never

    package init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func text(_ text: String, status: Int = 200) -> Response {
        bytes(Array(text.utf8), contentType: "text/plain; charset=utf-8", status: status)
    }

    package static func html(_ html: String, status: Int = 200) -> Response {
        bytes(Array(html.utf8), contentType: "text/html; charset=utf-8", status: status)
    }

    /// A value that cannot be encoded (a NaN, say) becomes a 500 without details.
    package static func json<T: Encodable>(_ value: T, status: Int = 200) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            return text("The answer could not be encoded.", status: 500)
        }
        return bytes(Array(data), contentType: "application/json", status: status)
    }

    package static func bytes(_ bytes: [UInt8], contentType: String, status: Int = 200) -> Response {
        Response(status: status, headers: [("Content-Type", contentType)], body: bytes)
    }

    /// 303: the browser follows with a GET, also after a POST.
    package static func redirect(to location: String, status: Int = 303) -> Response {
        Response(status: status, headers: [("Location", location)])
    }

    /// `{"error": message}`.
    package static func problem(_ status: Int, _ message: String) -> Response {
        json(["error": message], status: status)
    }

    /// The first value of a header, whatever the case of its name.
    package func header(_ name: String) -> String? {
        headers.first { $0.0.lowercased() == name.lowercased() }?.1
    }
}
