import BatonTesting
import Edge
import Testing

/// Who may open a socket, and what the others are told.
@Suite(.timeLimit(.minutes(1)))
struct SocketUpgradeTests {
    private static let refusing = SocketRoute(path: "/private") { request in
        switch request.query["as"] {
        case "friend": .refuse(status: 403, message: "Not this way, \(request.query["as"] ?? "")")
        case .some: .refuse(status: 404, message: "Unknown")
        case nil: .refuse(status: 401, message: "Sign in first")
        }
    }

    private func refusal(
        _ port: Int, _ path: String, headers: [(String, String)] = []
    ) async throws -> HTTPAnswer? {
        do {
            _ = try await TestSocket.connect(port: port, path: path, headers: headers)
            return nil
        } catch let refused as TestSocket.Refused {
            return refused.answer
        }
    }

    /// An upgrade request with headers of its own choice.
    private func handshake(
        _ port: Int, method: String = "GET", version: String = "1.1", headers: [(String, String)],
        body: String = ""
    ) async throws -> HTTPAnswer {
        let client = try await TestHTTP.connect(port: port)
        let fields = headers.map { "\($0): \($1)\r\n" }.joined()
        try await client.connection.send(
            "\(method) /echo HTTP/\(version)\r\nHost: here\r\n\(fields)\r\n\(body)")
        let answer = try await client.answer()
        _ = try await client.connection.readToEnd()
        return answer
    }

    @Test(arguments: [
        ("/private", 401), ("/private?as=friend", 403), ("/private?as=x", 404), ("/nowhere", 404),
    ])
    func `a refused upgrade gets a whole HTTP answer and the end of the connection`(
        path: String, status: Int
    ) async throws {
        try await withEdge(sockets: [Self.refusing]) { edge in
            let answer = try #require(try await refusal(edge.port, path))
            #expect(answer.status == status)
            #expect(answer.header("connection") == "close")
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.text.hasPrefix("{\"error\":"))
        }
    }

    @Test func `a refused upgrade is decorated like any other answer`() async throws {
        let decorate: EdgeServer.Decorate = { request, response in
            var response = response
            response.headers.append(("X-Seen", request.path))
            return response
        }
        try await withEdge(sockets: [Self.refusing], decorate: decorate) { edge in
            let refused = try await refusal(edge.port, "/private")
            #expect(refused?.header("x-seen") == "/private")
            let missing = try await TestHTTP.get(port: edge.port, "/gone")
            #expect(missing.header("x-seen") == "/gone")
        }
    }

    @Test(arguments: [
        "Sec-WebSocket-Version", "Sec-WebSocket-Key", "Connection",
    ])
    func `an upgrade without a necessary header is 400`(missing: String) async throws {
        try await withEdge { edge in
            let headers = TestSocket.handshake.filter { $0.0 != missing }
            let answer = try await handshake(edge.port, headers: headers)
            #expect(answer.status == 400)
        }
    }

    @Test func `another WebSocket version is 400 and told the right one`() async throws {
        try await withEdge { edge in
            let headers = TestSocket.handshake.map { ($0.0, $0.0 == "Sec-WebSocket-Version" ? "8" : $0.1) }
            let answer = try await handshake(edge.port, headers: headers)
            #expect(answer.status == 400)
            #expect(answer.header("sec-websocket-version") == "13")
        }
    }

    @Test func `a short key, a POST, HTTP 1_0 and a body are each 400`() async throws {
        try await withEdge { edge in
            let short = TestSocket.handshake.map { ($0.0, $0.0 == "Sec-WebSocket-Key" ? "c2hvcnQ=" : $0.1) }
            let withBody = TestSocket.handshake + [("Content-Length", "5")]
            let answers = [
                try await handshake(edge.port, headers: short),
                try await handshake(edge.port, method: "POST", headers: TestSocket.handshake),
                try await handshake(edge.port, version: "1.0", headers: TestSocket.handshake),
                try await handshake(edge.port, headers: withBody, body: "hello"),
            ]
            #expect(answers.map(\.status) == [400, 400, 400, 400])
            #expect(edge.server.openSockets == 0)
        }
    }

    @Test func `a plain GET of a socket path is 426 and the end of the connection`() async throws {
        try await withEdge { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let answer = try await client.get("/echo")
            #expect(answer.status == 426)
            #expect(answer.header("connection") == "close")
            #expect(answer.header("upgrade") == "websocket")
            #expect(try await client.connection.readToEnd() == [])
        }
    }

    @Test func `an upgrade on a reused connection is 426 and the end of the connection`() async throws {
        let hello = Route("GET", "/hello") { _ in .text("hello") }
        try await withEdge(routes: [hello]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let hello = try await client.get("/hello")
            #expect(hello.text == "hello")
            let upgrade = try await client.get("/echo", headers: TestSocket.handshake)
            #expect(upgrade.status == 426)
            #expect(try await client.connection.readToEnd() == [])
        }
    }

    @Test func `an upgrade to another protocol is answered as plain HTTP`() async throws {
        let hello = Route("GET", "/hello") { _ in .text("hello") }
        try await withEdge(routes: [hello]) { edge in
            let headers = [("Upgrade", "h2c"), ("Connection", "Upgrade")]
            let answer = try await TestHTTP.get(port: edge.port, "/hello", headers: headers)
            #expect(answer.text == "hello")
        }
    }

    @Test func `sockets of one address are limited and a place comes back when one closes`() async throws {
        try await withEdge(limits: { $0.connectionsPerAddressMax = 2 }) { edge in
            let first = try await TestSocket.connect(port: edge.port, path: "/echo")
            let second = try await TestSocket.connect(port: edge.port, path: "/echo")
            let refused = try await refusal(edge.port, "/echo")
            #expect(refused?.status == 429)
            try await first.close()
            await edge.log.wait(for: "closed")
            let third = try await retrying { try await TestSocket.connect(port: edge.port, path: "/echo") }
            try await third.send("in")
            #expect(try await third.nextText() == "echo:in")
            try await second.close()
        }
    }

    @Test func `a full server answers 503`() async throws {
        try await withEdge(limits: { $0.connectionsMax = 1 }) { edge in
            let first = try await TestSocket.connect(port: edge.port, path: "/echo")
            let refused = try await refusal(edge.port, "/echo")
            #expect(refused?.status == 503)
            try await first.close()
        }
    }

    @Test func `a refused upgrade gives its place back`() async throws {
        let limits: (inout EdgeLimits) -> Void = { $0.connectionsPerAddressMax = 1 }
        try await withEdge(limits: limits, sockets: [Self.refusing]) { edge in
            for _ in 0..<3 {
                let answer = try await retrying {
                    let answer = try await refusal(edge.port, "/private")
                    guard answer?.status != 429 else { throw WireError.closed }
                    return answer
                }
                #expect(answer?.status == 401)
            }
        }
    }

    @Test func `a decision that takes long holds up nobody, and is cut off in the end`() async throws {
        let gate = SessionLog()
        let slow = SocketRoute(path: "/slow") { _ in
            gate.add("asked")
            await gate.wait(for: "never")
            return .refuse(status: 500, message: "")
        }
        try await withEdge(limits: { $0.decideSeconds = 0.5 }, sockets: [slow]) { edge in
            let stuck = try await RawTCP.connect(port: edge.port)
            let fields = TestSocket.handshake.map { "\($0): \($1)\r\n" }.joined()
            try await stuck.send("GET /slow HTTP/1.1\r\nHost: here\r\n\(fields)\r\n")
            await gate.wait(for: "asked")
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("meanwhile")
            #expect(try await socket.nextText() == "echo:meanwhile")
            #expect(try await stuck.readToEnd() == [])
            gate.add("never")
        }
    }

    @Test func `a client that leaves during the decision leaves nothing behind`() async throws {
        let gate = SessionLog()
        let slow = SocketRoute(path: "/slow") { _ in
            gate.add("asked")
            await gate.wait(for: "gone")
            return .accept { EchoSession(connection: $0, log: gate) }
        }
        try await withEdge(limits: { $0.connectionsPerAddressMax = 1 }, sockets: [slow]) { edge in
            let client = try await RawTCP.connect(port: edge.port)
            let fields = TestSocket.handshake.map { "\($0): \($1)\r\n" }.joined()
            try await client.send("GET /slow HTTP/1.1\r\nHost: here\r\n\(fields)\r\n")
            await gate.wait(for: "asked")
            client.close()
            // Its place is free again: the server has seen it go, while the decision is still open.
            let next = try await retrying { try await TestSocket.connect(port: edge.port, path: "/echo") }
            gate.add("gone")
            try await next.send("fine")
            #expect(try await next.nextText() == "echo:fine")
            #expect(edge.server.openSockets == 1)
            #expect(!gate.entries.contains("opened"))
        }
    }
}
