import BatonTesting
import Edge
import Testing

/// The frame rules of RFC 6455, each broken by a client that is not ours in any line.
@Suite(.timeLimit(.minutes(1)))
struct SocketProtocolTests {
    @Test func `messages come back in the order in which they were sent`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            for number in 0..<300 { try await socket.send("\(number)") }
            for number in 0..<300 { #expect(try await socket.nextText() == "echo:\(number)") }
            #expect(try await socket.close() == .closed(code: 1000, reason: ""))
        }
    }

    @Test func `a session is opened first and closed once and last`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("one")
            _ = try await socket.nextText()
            try await socket.close()
            await edge.log.wait(for: "closed")
            #expect(edge.log.entries == ["opened", "one", "closed"])
        }
    }

    @Test func `data in the same segment as the handshake is delivered`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(
                port: edge.port, path: "/echo", sendingAtOnce: WireFrame.text("early").bytes())
            #expect(try await socket.nextText() == "echo:early")
        }
    }

    @Test(arguments: BrokenRule.framing + BrokenRule.content)
    func `a broken rule is answered with its close code`(rule: BrokenRule) async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.sendRaw(rule.bytes)
            guard case .closed(let answer, _) = try await socket.next() else {
                Issue.record("a text came back")
                return
            }
            #expect(answer == rule.code)
            await edge.log.wait(for: "closed")
            #expect(edge.log.entries == ["opened", "closed"])
        }
    }

    @Test func `a message of 60,000 bytes passes, alone and in fragments`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            let text = String(repeating: "a", count: 60_000)
            try await socket.send(text)
            #expect(try await socket.nextText() == "echo:" + text)
            let bytes = Array(text.utf8)
            try await socket.send(WireFrame(WireFrame.Opcode.text, Array(bytes[..<30_000]), isFinal: false))
            try await socket.send(WireFrame(WireFrame.Opcode.ping, [7]))
            try await socket.send(WireFrame(WireFrame.Opcode.continuation, Array(bytes[30_000...])))
            #expect(try await socket.nextText() == "echo:" + text)
        }
    }

    @Test func `a character may be split between two fragments`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send(WireFrame(WireFrame.Opcode.text, [0xc3], isFinal: false))
            try await socket.send(WireFrame(WireFrame.Opcode.continuation, [0xa9]))
            #expect(try await socket.nextText() == "echo:é")
        }
    }

    @Test func `too many fragments and too many bytes in fragments are 1009`() async throws {
        try await withEdge(limits: { $0.fragmentsMax = 4 }) { edge in
            let many = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await many.send(WireFrame(WireFrame.Opcode.text, [0x61], isFinal: false))
            for _ in 0..<4 {
                try await many.send(WireFrame(WireFrame.Opcode.continuation, [0x61], isFinal: false))
            }
            #expect(try await many.next() == .closed(code: 1009, reason: "too many fragments"))
            let big = try await TestSocket.connect(port: edge.port, path: "/echo")
            let half = [UInt8](repeating: 0x61, count: 40_000)
            try await big.send(WireFrame(WireFrame.Opcode.text, half, isFinal: false))
            try await big.send(WireFrame(WireFrame.Opcode.continuation, half))
            #expect(try await big.next() == .closed(code: 1009, reason: "message too big"))
        }
    }

    @Test(arguments: [1000, 1001, 1011, 3000, 4999])
    func `a close frame is answered with its own code and the connection ends`(code: Int) async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            #expect(try await socket.close(code) == .closed(code: code, reason: ""))
        }
    }

    @Test func `an empty close frame is answered with an empty one`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send(WireFrame(WireFrame.Opcode.close))
            #expect(try await socket.nextFrame() == WireFrame(WireFrame.Opcode.close))
            #expect(try await socket.nextFrame() == nil)
        }
    }

    @Test func `the server's own close carries code and reason`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("close 4401")
            #expect(try await socket.next() == .closed(code: 4401, reason: "as you wish"))
            #expect(try await socket.nextFrame() == nil)
        }
    }

    @Test func `after its close frame the server ignores data and then ends the connection`() async throws {
        try await withEdge(limits: { $0.closeGraceSeconds = 0.3 }) { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("close 4000")
            let frame = try await socket.nextFrame()
            #expect(frame?.opcode == WireFrame.Opcode.close)
            // No close frame in return, only more data.
            try await socket.send("too late")
            #expect(try await socket.nextFrame() == nil)
            await edge.log.wait(for: "closed")
            #expect(edge.log.entries == ["opened", "closed"])
        }
    }

    @Test func `a client that ends its sending side is let go at once`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.connection.finishSending()
            await edge.log.wait(for: "closed")
            #expect(try await socket.nextFrame() == nil)
        }
    }

    @Test func `a ping is answered with its payload and an unasked pong is ignored`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send(WireFrame(WireFrame.Opcode.pong, [9]))
            try await socket.send(WireFrame(WireFrame.Opcode.ping, [1, 2, 3]))
            #expect(try await socket.nextFrame() == WireFrame(WireFrame.Opcode.pong, [1, 2, 3]))
        }
    }
}
