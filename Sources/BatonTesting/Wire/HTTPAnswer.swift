/// A response as a test sees it.
package struct HTTPAnswer: Sendable {
    package let status: Int
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package var body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    package func header(_ name: String) -> String? {
        headers.first { $0.name == name.lowercased() }?.value
    }

    /// All values of a repeated header.
    package func headers(_ name: String) -> [String] {
        headers.filter { $0.name == name.lowercased() }.map(\.value)
    }

    /// Parses a status line and header fields, without the empty line.
    init(head: some Sequence<UInt8>) throws {
        let lines = String(decoding: Array(head), as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: true)
        let parts = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
            throw WireError.malformed("status line")
        }
        self.status = status
        self.body = []
        self.headers = lines.dropFirst().map { line in
            let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = pair.count > 1 ? pair[1].drop { $0 == " " } : ""
            return (name: pair[0].lowercased(), value: String(value))
        }
    }
}
