/// A request as a scripted endpoint saw it.
package struct SeenRequest: Sendable, Hashable {
    package let method: String
    package let path: String
    /// Names in lower case.
    package let headers: [String: String]
    package let body: String
    /// The number of the connection that it came on, from 0.
    package let connection: Int

    /// Reads a head, `nil` when it is none.
    init?(head: String, body: String, connection: Int) {
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        method = String(words[0])
        path = String(words[1])
        headers = Dictionary(
            lines.dropFirst().compactMap { line in
                line.firstIndex(of: ":").map { colon in
                    let value = line[line.index(after: colon)...].drop { $0 == " " }
                    return (line[..<colon].lowercased(), String(value))
                }
            },
            uniquingKeysWith: { first, _ in first })
        self.body = body
        self.connection = connection
    }
}
