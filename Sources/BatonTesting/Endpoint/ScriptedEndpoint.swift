import Foundation
import Synchronization

/// A real HTTP server on a free port of 127.0.0.1 that does what a script says, however wrong that is.
///
/// A thread for each connection, since a script may stall anywhere.
package final class ScriptedEndpoint: Sendable {
    /// Beyond this a connection is closed unheard.
    static let connectionsMax = 1_024

    package let port: Int
    private let listener: StreamSocket
    private let log: EndpointLog

    package convenience init(_ script: Script) throws {
        try self.init { number, _ in script.steps(for: number) }
    }

    /// - Parameter answer: what is done with a request, told by its number, from 0, and by what it says.
    package init(answer: @escaping @Sendable (Int, SeenRequest) -> [Script.Step]) throws {
        let (listener, port) = try StreamSocket.listen()
        let log = EndpointLog(answer)
        self.listener = listener
        self.port = port
        self.log = log
        Thread {
            while !log.isStopped {
                guard let socket = listener.accept() else { continue }
                guard let number = log.connected(atMost: Self.connectionsMax) else {
                    socket.close()
                    continue
                }
                let connection = EndpointConnection(socket, number: number, log: log)
                Thread { connection.serve() }.start()
            }
            listener.close()
        }.start()
    }

    deinit { stop() }

    /// The base address, as a setting would have it.
    package var address: String { "http://127.0.0.1:\(port)/v1" }

    package var requests: [SeenRequest] { log.requests }

    /// Connections so far.
    package var connections: Int { log.connections }

    /// Numbers of the requests, from 0, whose client left before the answer was at its end.
    package var hangUps: Set<Int> { Set(log.hangUps.keys) }

    /// Lets go of all that hold, now and later.
    package func release() { log.release() }

    /// Ends everything within a few milliseconds.
    package func stop() { log.stop { listener.shutDown() } }

    /// Returns when request number `number`, from 0, has come.
    package func request(_ number: Int) async throws -> SeenRequest {
        try await eventually { requests.count > number ? requests[number] : nil }
    }

    /// Returns when the client of request number `number` has left before the answer's end, and says when
    /// that was seen.
    @discardableResult
    package func hangUp(of number: Int) async throws -> ContinuousClock.Instant {
        try await eventually { log.hangUps[number] }
    }
}

/// What an endpoint has seen, and what its connections look at.
final class EndpointLog: Sendable {
    private struct State {
        var requests: [SeenRequest] = []
        var hangUps: [Int: ContinuousClock.Instant] = [:]
        var connections = 0
        var isReleased = false
        var isStopped = false
    }

    let answer: @Sendable (Int, SeenRequest) -> [Script.Step]
    private let state = Mutex(State())

    init(_ answer: @escaping @Sendable (Int, SeenRequest) -> [Script.Step]) { self.answer = answer }

    var requests: [SeenRequest] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    var hangUps: [Int: ContinuousClock.Instant] { state.withLock { $0.hangUps } }
    var isReleased: Bool { state.withLock { $0.isReleased || $0.isStopped } }
    var isStopped: Bool { state.withLock { $0.isStopped } }

    func release() { state.withLock { $0.isReleased = true } }

    /// - Parameter wake: runs once, and before anybody can see that it is over: what it wakes will close the
    ///   socket, and the number of a closed socket soon belongs to another.
    func stop(_ wake: () -> Void) {
        state.withLock { state in
            if !state.isStopped { wake() }
            state.isStopped = true
        }
    }

    /// The number of a new connection, from 0.
    func connected(atMost limit: Int) -> Int? {
        state.withLock { state in
            guard !state.isStopped, state.connections < limit else { return nil }
            defer { state.connections += 1 }
            return state.connections
        }
    }

    /// The number of a request, from 0.
    func saw(_ request: SeenRequest) -> Int {
        state.withLock { state in
            state.requests.append(request)
            return state.requests.count - 1
        }
    }

    func hungUp(_ request: Int) { state.withLock { $0.hangUps[request] = .now } }
}
