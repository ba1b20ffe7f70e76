import BatonTesting
import Edge
import Testing

/// Dead peers, and connections that never say what they want.
@Suite(.timeLimit(.minutes(1)))
struct LivenessTests {
    private func quick(_ limits: inout EdgeLimits) {
        limits.pingSeconds = 0.1
        limits.pongSeconds = 0.1
    }

    @Test func `a dead peer is let go after two pings without an answer`() async throws {
        try await withEdge(limits: quick) { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo", answersPings: false)
            #expect(try await socket.nextFrame() == WireFrame(WireFrame.Opcode.ping))
            #expect(try await socket.nextFrame() == WireFrame(WireFrame.Opcode.ping))
            #expect(try await socket.nextFrame() == nil)
            await edge.log.wait(for: "closed")
        }
    }

    @Test func `a quiet peer that answers pings stays`() async throws {
        // Long enough for a busy machine. A pong that did not count would end the pings after the second.
        let limits: (inout EdgeLimits) -> Void = {
            $0.pingSeconds = 0.4
            $0.pongSeconds = 20
        }
        try await withEdge(limits: limits) { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            for _ in 0..<5 {
                let frame = try #require(try await socket.nextFrame())
                #expect(frame.opcode == WireFrame.Opcode.ping)
                try await socket.send(WireFrame(WireFrame.Opcode.pong, frame.payload))
            }
            try await socket.send("alive")
            #expect(try await socket.nextText() == "echo:alive")
        }
    }

    @Test func `a socket on which nothing is said is closed, one that has spoken is not`() async throws {
        try await withEdge(limits: { $0.firstMessageSeconds = 0.5 }) { edge in
            let speaking = try await TestSocket.connect(
                port: edge.port, path: "/echo", sendingAtOnce: WireFrame.text("hello").bytes())
            let silent = try await TestSocket.connect(port: edge.port, path: "/echo")
            #expect(try await silent.next() == .closed(code: 4000, reason: "nothing was said"))
            #expect(try await speaking.nextText() == "echo:hello")
            try await speaking.send("still here")
            #expect(try await speaking.nextText() == "echo:still here")
        }
    }

    @Test func `a connection that never finishes its first request is closed`() async throws {
        let starts = ["", "GET /hello HTTP/1.1\r\nHost: he", "GET /echo HTTP/1.1\r\nUpgrade: websocket\r\n"]

        try await withEdge(limits: { $0.handshakeSeconds = 0.3 }) { edge in
            for start in starts {
                let client = try await RawTCP.connect(port: edge.port)
                if !start.isEmpty { try await client.send(start) }
                #expect(try await client.readToEnd() == [])
            }
        }
    }

    @Test func `an idle keep-alive connection is closed`() async throws {
        let hello = Route("GET", "/hello") { _ in .text("hello") }
        try await withEdge(limits: { $0.idleHTTPSeconds = 0.3 }, routes: [hello]) { edge in
            let client = try await TestHTTP.connect(port: edge.port)
            let answer = try await client.get("/hello")
            #expect(answer.text == "hello")
            #expect(try await client.connection.readToEnd() == [])
        }
    }

    @Test func `a body that never comes does not hold its connection`() async throws {
        let post = Route("POST", "/post") { _ in .text("got it") }
        try await withEdge(limits: { $0.requestBodySeconds = 0.3 }, routes: [post]) { edge in
            let client = try await RawTCP.connect(port: edge.port)
            try await client.send("POST /post HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nabc")
            #expect(try await client.readToEnd() == [])
        }
    }

    @Test func `a handler that hangs does not hold its connection`() async throws {
        let gate = SessionLog()
        let hang = Route("GET", "/hang") { _ in
            await gate.wait(for: "never")
            return .text("late")
        }
        try await withEdge(limits: { $0.exchangeSeconds = 0.3 }, routes: [hang]) { edge in
            let client = try await RawTCP.connect(port: edge.port)
            try await client.send("GET /hang HTTP/1.1\r\nHost: here\r\n\r\n")
            #expect(try await client.readToEnd() == [])
            gate.add("never")
        }
    }
}
