import BatonTesting
import Edge
import Logging

/// A live server on a free port of this machine, with an echo at `/echo`.
struct EdgeUnderTest: Sendable {
    let server: EdgeServer
    let port: Int
    let log: SessionLog
}

/// Runs `body` against a live server and ends the server afterwards.
func withEdge(
    limits change: (inout EdgeLimits) -> Void = { _ in },
    tls: (certificatePath: String, keyPath: String)? = nil,
    trustedProxies: [String] = [],
    routes: [Route] = [],
    sockets: [SocketRoute] = [],
    notFound: EdgeServer.NotFound? = nil,
    decorate: EdgeServer.Decorate? = nil,
    _ body: (EdgeUnderTest) async throws -> Void
) async throws {
    let log = SessionLog()
    let server = EdgeServer(
        configuration: configuration(change, tls: tls, trustedProxies: trustedProxies),
        routes: routes, sockets: [echo(log)] + sockets, notFound: notFound, decorate: decorate,
        logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            // The end of a test is a cancellation; whatever else happens, `boundPort` tells the test.
            try? await server.run()
        }
        defer { group.cancelAll() }
        try await body(EdgeUnderTest(server: server, port: try await server.boundPort(), log: log))
    }
}

func configuration(
    _ change: (inout EdgeLimits) -> Void = { _ in },
    tls: (certificatePath: String, keyPath: String)? = nil,
    trustedProxies: [String] = []
) -> EdgeConfiguration {
    var limits = EdgeLimits()
    // A client in this process may be kept waiting by the other tests for longer than a real one.
    limits.handshakeSeconds = 60
    limits.firstMessageSeconds = 60
    limits.closeGraceSeconds = 1
    limits.drainSeconds = 2
    change(&limits)
    return EdgeConfiguration(
        port: 0, tls: tls, trustedProxies: trustedProxies, limits: limits, serverName: "edge")
}

func echo(_ log: SessionLog, path: String = "/echo") -> SocketRoute {
    SocketRoute(path: path) { _ in
        .accept { connection in EchoSession(connection: connection, log: log) }
    }
}

/// Errors that a test provokes are not for the console.
var quiet: Logger {
    Logger(label: "edge-tests") { _ in SwiftLogNoOpLogHandler() }
}

/// Tries again while the server has not yet noticed what the test has already seen. Each attempt is or
/// includes a round trip to the server, so that this neither sleeps nor spins.
func retrying<T>(_ attempt: () async throws -> T) async throws -> T {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
        if let result = try? await attempt() { return result }
    }
    return try await attempt()
}

extension EdgeUnderTest {
    /// Waits until the server counts this many sockets.
    func hasOpenSockets(_ count: Int) async throws {
        try await retrying {
            _ = try await TestHTTP.get(port: port, "/round-trip")
            guard server.openSockets == count else { throw WireError.timedOut("\(count) open sockets") }
        }
    }
}
