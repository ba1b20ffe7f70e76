import BatonTesting
import Edge
import Testing

/// Clients that do not read, sessions that do not keep up, and floods.
@Suite(.timeLimit(.minutes(1)))
struct BackpressureTests {
    @Test func `a client that does not read is closed with 4000 and finds that when it reads`() async throws {
        let limits: (inout EdgeLimits) -> Void = {
            $0.outboundBytesMax = 262_144
            $0.closeGraceSeconds = 30
        }
        try await withEdge(limits: limits) { edge in
            let socket = try await TestSocket.connect(
                port: edge.port, path: "/echo", receiveBufferBytes: 16_384)
            try await socket.connection.pauseReading()
            // 64 MB asked for: what is sent ends at the limit plus what the kernel's buffers hold.
            try await socket.send("flood 1000 64000")
            await edge.log.wait(for: "flood cut")
            await edge.log.wait(for: "closed")
            try await socket.connection.resumeReading()
            var texts = 0
            while true {
                let message = try await socket.next()
                if case .closed(let code, _) = message {
                    #expect(code == 4000)
                    break
                }
                texts += 1
            }
            #expect(texts < 300)
        }
    }

    @Test func `a client that never reads again is cut off after the grace`() async throws {
        let limits: (inout EdgeLimits) -> Void = {
            $0.outboundBytesMax = 262_144
            $0.closeGraceSeconds = 0.2
        }
        try await withEdge(limits: limits) { edge in
            let socket = try await TestSocket.connect(
                port: edge.port, path: "/echo", receiveBufferBytes: 16_384)
            try await socket.connection.pauseReading()
            try await socket.send("flood 1000 64000")
            await edge.log.wait(for: "closed")
            try await edge.hasOpenSockets(0)
        }
    }

    @Test func `a history longer than the outbound limit arrives whole when each part is flushed`()
        async throws
    {
        try await withEdge(limits: { $0.outboundBytesMax = 100_000 }) { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("history 50 60000")
            for _ in 0..<50 {
                let text = try await socket.nextText()
                #expect(text.utf8.count == 60_000)
            }
            #expect(try await socket.nextText() == "end of history")
        }
    }

    @Test func `flushed throws when the client goes away in the middle`() async throws {
        try await withEdge { edge in
            let socket = try await TestSocket.connect(
                port: edge.port, path: "/echo", receiveBufferBytes: 16_384)
            try await socket.connection.pauseReading()
            try await socket.send("history 1000 60000")
            await edge.log.wait(for: "opened")
            socket.connection.close()
            await edge.log.wait(for: "history failed")
            await edge.log.wait(for: "closed")
        }
    }

    @Test func `a session that falls behind stops the reading and loses nothing`() async throws {
        let limits: (inout EdgeLimits) -> Void = {
            $0.inboundFramesPendingMax = 4
            // The echoes themselves must not be what cuts the socket.
            $0.outboundBytesMax = 64_000_000
        }
        try await withEdge(limits: limits) { edge in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("stall")
            await edge.log.wait(for: "stalled")
            // Far more than the kernel's buffers of both sides hold: it cannot all be sent before "go on".
            let frame = WireFrame.text(String(repeating: "a", count: 60_000)).bytes()
            for _ in 0..<200 { socket.connection.sendLater(frame) }
            socket.connection.sendLater(WireFrame.text("last").bytes())
            edge.log.add("go on")
            for _ in 0..<200 {
                let text = try await socket.nextText(within: .seconds(20))
                #expect(text.utf8.count == 60_005)
            }
            #expect(try await socket.nextText(within: .seconds(20)) == "echo:last")
        }
    }

    @Test func `a peer that we have stopped reading is not taken for dead`() async throws {
        let limits: (inout EdgeLimits) -> Void = {
            $0.inboundFramesPendingMax = 2
            $0.pingSeconds = 0.1
            // Long enough for a busy machine. A silence that counted would end the pings after the second.
            $0.pongSeconds = 20
        }
        try await withEdge(limits: limits) { edge in
            // In one segment with the handshake: from here on the session stalls.
            let words = ["stall", "a", "b", "c", "d"].flatMap { WireFrame.text($0).bytes() }
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo", sendingAtOnce: words)
            await edge.log.wait(for: "stalled")
            // Pings go on at their pace while the session stalls.
            var pings = 0
            while pings < 5 {
                if try await socket.nextFrame()?.opcode == WireFrame.Opcode.ping { pings += 1 }
            }
            edge.log.add("go on")
            for word in ["a", "b", "c", "d"] { #expect(try await socket.nextText() == "echo:\(word)") }
        }
    }

    @Test func `a flood of pings starves nobody`() async throws {
        try await withEdge { edge in
            let flooder = try await TestSocket.connect(port: edge.port, path: "/echo")
            let pings = Array(
                repeating: WireFrame(WireFrame.Opcode.ping, [1, 2, 3, 4]).bytes(), count: 5_000
            )
            .flatMap(\.self)
            try await flooder.connection.pauseReading()
            for _ in 0..<10 { flooder.connection.sendLater(pings) }
            let neighbour = try await TestSocket.connect(port: edge.port, path: "/echo")
            for number in 0..<100 {
                try await neighbour.send("\(number)")
                #expect(try await neighbour.nextText(within: .seconds(2)) == "echo:\(number)")
            }
            // It reads again and is still served.
            try await flooder.connection.resumeReading()
            flooder.connection.sendLater(WireFrame.text("still here").bytes())
            #expect(try await flooder.nextText(within: .seconds(20)) == "echo:still here")
        }
    }
}
