/// A small HTTP/1.1 client of our own; one keep-alive connection, one request at a time.
package final class TestHTTP: Sendable {
    package let connection: RawTCP
    private let authority: String

    private init(connection: RawTCP, authority: String) {
        self.connection = connection
        self.authority = authority
    }

    package static func connect(port: Int, host: String = "127.0.0.1") async throws -> TestHTTP {
        TestHTTP(connection: try await RawTCP.connect(port: port, host: host), authority: "\(host):\(port)")
    }

    /// One request on a connection of its own.
    package static func get(
        port: Int, _ path: String, headers: [(String, String)] = []
    ) async throws -> HTTPAnswer {
        let client = try await connect(port: port)
        defer { client.close() }
        return try await client.get(path, headers: headers)
    }

    /// One request on a connection of its own.
    package static func post(
        port: Int, _ path: String, headers: [(String, String)] = [], body: String
    ) async throws -> HTTPAnswer {
        let client = try await connect(port: port)
        defer { client.close() }
        return try await client.post(path, headers: headers, body: body)
    }

    package func get(_ path: String, headers: [(String, String)] = []) async throws -> HTTPAnswer {
        try await request("GET", path, headers: headers)
    }

    package func post(
        _ path: String, headers: [(String, String)] = [], body: String
    ) async throws -> HTTPAnswer {
        try await request("POST", path, headers: headers, body: Array(body.utf8))
    }

    package func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        within limit: Duration = .seconds(30)
    ) async throws -> HTTPAnswer {
        var head = "\(method) \(path) HTTP/1.1\r\n"
        if !headers.contains(where: { $0.0.lowercased() == "host" }) { head += "Host: \(authority)\r\n" }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        // Not awaited: a server that refuses the body may answer before it has read all of it.
        connection.sendLater(Array((head + "\r\n").utf8) + (body ?? []))
        return try await answer(hasBody: method != "HEAD", within: limit)
    }

    /// Reads one response; for requests that were sent by hand.
    package func answer(hasBody: Bool = true, within limit: Duration = .seconds(30)) async throws
        -> HTTPAnswer
    {
        let head = try await connection.read(until: "\r\n\r\n", within: limit)
        var answer = try HTTPAnswer(head: head)
        guard hasBody, answer.status != 204, answer.status != 304 else { return answer }
        if answer.header("transfer-encoding")?.lowercased() == "chunked" {
            answer.body = try await chunks(within: limit)
        } else if let length = answer.header("content-length").flatMap({ Int($0) }) {
            answer.body = try await connection.read(count: length, within: limit)
        } else {
            answer.body = try await connection.readToEnd(within: limit)
        }
        return answer
    }

    package func close() {
        connection.close()
    }

    private func chunks(within limit: Duration) async throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = String(
                decoding: try await connection.read(until: "\r\n", within: limit), as: UTF8.self)
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
                throw WireError.malformed("chunk size")
            }
            let chunk = try await connection.read(count: size + 2, within: limit)
            if size == 0 { return body }
            body += chunk.dropLast(2)
        }
    }
}
