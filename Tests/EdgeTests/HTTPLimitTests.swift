import BatonTesting
import Edge
import Testing

/// Requests that are too large, malformed, or sent through proxies.
@Suite(.timeLimit(.minutes(1)))
struct HTTPLimitTests {
    private static let post = Route("POST", "/post", bodyBytesMax: 1_000) { request in
        .text("\(request.body.count)")
    }

    private static func chunked(_ sizes: [Int]) -> String {
        let chunks = sizes.map { "\(String($0, radix: 16))\r\n\(String(repeating: "c", count: $0))\r\n" }
        return "POST /post HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks.joined()
            + "0\r\n\r\n"
    }

    @Test func `a body a little too large is 413 and the connection goes on`() async throws {
        try await withEdge(routes: [Self.post]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let declared = try await client.post("/post", body: String(repeating: "b", count: 200_000))
            #expect(declared.status == 413)
            try await client.connection.send(Self.chunked([600, 401]))
            let streamed = try await client.answer()
            #expect(streamed.status == 413)
            try await client.connection.send(Self.chunked([600, 400]))
            let fitting = try await client.answer()
            #expect(fitting.text == "1000")
        }
    }

    @Test func `a body far too large is 413 before it is read, and the end of the connection`() async throws {
        try await withEdge(limits: { $0.bodyDiscardBytesMax = 1_000 }, routes: [Self.post]) { edge in
            let declared = try await TestHTTP.connect(port: edge.port)
            try await declared.connection.send(
                "POST /post HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999\r\n\r\n")
            let answer = try await declared.answer()
            #expect(answer.status == 413)
            #expect(answer.header("connection") == "close")
            #expect(try await declared.connection.readToEnd() == [])
            let streamed = try await TestHTTP.connect(port: edge.port)
            try await streamed.connection.send(
                "POST /post HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n"
                    + String(repeating: "c", count: 5_000) + "\r\n")
            let streamedAnswer = try await streamed.answer()
            #expect(streamedAnswer.status == 413)
        }
    }

    @Test func `an endless body for a path that does not exist is not read`() async throws {
        try await withEdge(limits: { $0.bodyDiscardBytesMax = 1_000 }) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            try await client.connection.send(
                "POST /nothing HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 404)
            #expect(try await client.connection.readToEnd() == [])
        }
    }

    struct BadHead: Sendable, CustomStringConvertible {
        let description: String
        let text: String
    }

    private static let badHeads = [
        BadHead(description: "no HTTP", text: "NONSENSE\r\n\r\n"),
        BadHead(description: "a field without colon", text: "GET / HTTP/1.1\r\nbad header\r\n\r\n"),
        BadHead(
            description: "a length that is no number",
            text: "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n"),
        BadHead(
            description: "a field too long",
            text: "GET / HTTP/1.1\r\nHost: h\r\nX-Big: \(String(repeating: "x", count: 20_000))\r\n\r\n"),
        BadHead(
            description: "too many fields",
            text: "GET / HTTP/1.1\r\n" + (0..<150).map { "X-\($0): 1\r\n" }.joined() + "\r\n"),
    ]

    @Test(arguments: badHeads)
    func `a malformed or oversized head is 400 and the end of the connection`(head: BadHead) async throws {
        try await withEdge { edge in
            let first = try await TestHTTP.connect(port: edge.port)
            try await first.connection.send(head.text)
            let answer = try await first.answer()
            #expect(answer.status == 400)
            _ = try await first.connection.readToEnd()
            // The same on a connection that has already served a request.
            let second = try await TestHTTP.connect(port: edge.port)
            _ = try await second.get("/nothing")
            try await second.connection.send(head.text)
            let laterAnswer = try await second.answer()
            #expect(laterAnswer.status == 400)
            _ = try await second.connection.readToEnd()
        }
    }

    @Test func `forwarding headers count only when the peer is a trusted proxy`() async throws {
        let who = Route("GET", "/who") { .text("\($0.remoteAddress) \($0.isSecure)") }
        let headers = [
            ("X-Forwarded-For", "6.6.6.6, 203.0.113.9"), ("X-Forwarded-For", "10.1.2.3"),
            ("X-Forwarded-Proto", "https"),
        ]
        try await withEdge(routes: [who]) { edge in
            let answer = try await TestHTTP.get(port: edge.port, "/who", headers: headers)
            #expect(answer.text == "127.0.0.1 false")
        }
        try await withEdge(trustedProxies: ["127.0.0.1", "10.0.0.0/8"], routes: [who]) { edge in
            let answer = try await TestHTTP.get(port: edge.port, "/who", headers: headers)
            #expect(answer.text == "203.0.113.9 true")
        }
    }

    @Test func `one peer cannot take all connections, unless it is a proxy of ours`() async throws {
        try await withEdge(limits: { $0.tcpConnectionsPerPeerMax = 2 }) { edge in
            let first = try await TestHTTP.connect(port: edge.port)
            let second = try await TestHTTP.connect(port: edge.port)
            _ = try await first.get("/nothing")
            _ = try await second.get("/nothing")
            let third = try await RawTCP.connect(port: edge.port)
            #expect(try await third.readToEnd() == [])
            first.close()
            let answer = try await retrying { try await TestHTTP.get(port: edge.port, "/nothing") }
            #expect(answer.status == 404)
            second.close()
        }
        try await withEdge(limits: { $0.tcpConnectionsPerPeerMax = 2 }, trustedProxies: ["127.0.0.1"]) {
            edge in
            for _ in 0..<4 {
                let client = try await TestHTTP.connect(port: edge.port)
                let answer = try await client.get("/nothing")
                #expect(answer.status == 404)
            }
        }
    }

    @Test func `places are counted by the client's address, not by the proxy's`() async throws {
        let limits: (inout EdgeLimits) -> Void = { $0.connectionsPerAddressMax = 1 }
        try await withEdge(limits: limits, trustedProxies: ["127.0.0.1"]) { edge in
            for client in ["203.0.113.1", "203.0.113.2"] {
                let socket = try await TestSocket.connect(
                    port: edge.port, path: "/echo", headers: [("X-Forwarded-For", client)])
                try await socket.send("in")
                #expect(try await socket.nextText() == "echo:in")
            }
        }
    }
}
