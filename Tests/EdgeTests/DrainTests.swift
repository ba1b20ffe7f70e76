import BatonTesting
import Edge
import ServiceLifecycle
import Testing

/// The end of a server: everybody is told, waited for, and nobody is waited for too long.
@Suite(.timeLimit(.minutes(1)))
struct DrainTests {
    private static let farewell = "{\"type\":\"going_away\",\"retry_after\":2}"

    /// Runs a server in a group as the program does; `body` gets it and the trigger of the shutdown.
    private func draining(
        limits: (inout EdgeLimits) -> Void = { _ in }, routes: [Route] = [], log: SessionLog,
        _ body: (EdgeUnderTest, ServiceGroup) async throws -> Void
    ) async throws {
        let server = EdgeServer(
            configuration: configuration(limits), routes: routes, sockets: [echo(log)],
            onDrain: { Self.farewell }, logger: quiet)
        let group = ServiceGroup(configuration: .init(services: [server], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await group.run()
                log.add("returned")
            }
            try await body(
                EdgeUnderTest(server: server, port: try await server.boundPort(), log: log), group)
            try await tasks.waitForAll()
        }
    }

    @Test func `every socket gets the farewell and 1001, and the server waits for their closing`()
        async throws
    {
        let log = SessionLog()
        try await draining(
            limits: {
                $0.drainSeconds = 20; $0.closeGraceSeconds = 20
            }, log: log
        ) { edge, group in
            let polite = try await TestSocket.connect(port: edge.port, path: "/echo")
            let slow = try await TestSocket.connect(port: edge.port, path: "/echo")
            await group.triggerGracefulShutdown()
            #expect(try await polite.next() == .text(Self.farewell))
            #expect(try await polite.next() == .closed(code: 1001, reason: "going away"))
            #expect(try await slow.next() == .text(Self.farewell))
            let close = try await slow.nextFrame()
            #expect(close?.opcode == WireFrame.Opcode.close)
            // The other one has said goodbye, this one has not: the server is still there.
            #expect(!log.entries.contains("returned"))
            await #expect(throws: (any Error).self) {
                _ = try await TestSocket.connect(port: edge.port, path: "/echo")
            }
            try await slow.send(.close(1001))
            await log.wait(for: "returned")
            #expect(edge.server.openSockets == 0)
        }
        #expect(log.entries.filter { $0 == "closed" }.count == 2)
        #expect(log.entries.last == "returned")
    }

    @Test func `whoever gets in while the server goes is told when to come back too`() async throws {
        let log = SessionLog()
        try await draining(log: log) { edge, group in
            let first = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for _ in 0..<40 {
                    tasks.addTask {
                        // Most are refused: the port is closed, or the handshake is answered with 503.
                        guard let late = try? await TestSocket.connect(port: edge.port, path: "/echo") else {
                            return
                        }
                        let (word, end) = (try await late.next(), try await late.next())
                        #expect(word == .text(Self.farewell))
                        #expect(end == .closed(code: 1001, reason: "going away"))
                    }
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(try await first.next() == .text(Self.farewell))
        }
    }

    @Test func `a client that does not close is not waited for longer than the drain`() async throws {
        let log = SessionLog()
        try await draining(
            limits: {
                $0.drainSeconds = 3; $0.closeGraceSeconds = 20
            }, log: log
        ) { edge, group in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            await group.triggerGracefulShutdown()
            #expect(try await socket.nextFrame() == .text(Self.farewell))
            let close = try await socket.nextFrame()
            #expect(close?.opcode == WireFrame.Opcode.close)
            #expect(try await socket.nextFrame() == nil)
        }
        #expect(log.entries == ["opened", "closed", "returned"])
    }

    @Test func `a request in progress is finished, an idle connection is closed`() async throws {
        let log = SessionLog()
        let slow = Route("GET", "/slow") { _ in
            log.add("asked")
            await log.wait(for: "answer")
            return .text("done")
        }
        let hello = Route("GET", "/hello") { _ in .text("hello") }
        try await draining(routes: [slow, hello], log: log) { edge, group in
            let idle = try await TestHTTP.connect(port: edge.port)
            _ = try await idle.get("/hello")
            let busy = try await TestHTTP.connect(port: edge.port)
            try await busy.connection.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
            await log.wait(for: "asked")
            await group.triggerGracefulShutdown()
            #expect(try await idle.connection.readToEnd() == [])
            log.add("answer")
            let answer = try await busy.answer()
            #expect(answer.text == "done")
        }
    }

    @Test func `a connection that has not asked for anything does not hold up the end`() async throws {
        let log = SessionLog()
        let limits: (inout EdgeLimits) -> Void = { $0.handshakeSeconds = 30 }
        try await draining(limits: limits, log: log) { edge, group in
            let silent = try await RawTCP.connect(port: edge.port)
            _ = try await TestHTTP.get(port: edge.port, "/round-trip")
            await group.triggerGracefulShutdown()
            #expect(try await silent.readToEnd() == [])
        }
    }

    @Test func `a session that is still working is waited for`() async throws {
        let log = SessionLog()
        try await draining(limits: { $0.drainSeconds = 20 }, log: log) { edge, group in
            let socket = try await TestSocket.connect(port: edge.port, path: "/echo")
            try await socket.send("stall")
            await log.wait(for: "stalled")
            await group.triggerGracefulShutdown()
            #expect(try await socket.nextClose() == .closed(code: 1001, reason: "going away"))
            #expect(try await socket.nextFrame() == nil)
            #expect(!log.entries.contains("returned"))
            log.add("go on")
        }
        #expect(log.entries.suffix(2) == ["closed", "returned"])
    }

    @Test func `cancellation closes everything at once`() async throws {
        let log = SessionLog()
        let server = EdgeServer(
            configuration: configuration(), routes: [], sockets: [echo(log)], logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try? await server.run() }
            let socket = try await TestSocket.connect(port: try await server.boundPort(), path: "/echo")
            await log.wait(for: "opened")
            tasks.cancelAll()
            #expect(try await socket.nextFrame() == nil)
        }
        #expect(log.entries == ["opened", "closed"])
        await #expect(throws: EdgeError.stopped) { try await server.boundPort() }
    }
}
