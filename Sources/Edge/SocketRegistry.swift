internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Who is connected: counts for the limits, and the list that a drain says goodbye to.
final class SocketRegistry: Sendable {
    /// Why another socket is not let in.
    struct Refusal: Equatable {
        let status: Int
        let message: String
    }

    private struct Entry {
        let connection: SocketConnection
        var isConnected = true
        var isSessionRunning = true
    }

    private struct State {
        var isDraining = false
        /// What is said to whoever comes while it drains.
        var farewell: String?
        var reserved = 0
        var reservedByAddress: [String: Int] = [:]
        var connectionsByPeer: [String: Int] = [:]
        var lastID: UInt64 = 0
        var entries: [UInt64: Entry] = [:]
        /// Connections in the middle of a request, by an identity of their own.
        var exchanges: [ObjectIdentifier: any Channel] = [:]
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let limits: EdgeLimits
    private let state = Mutex(State())

    init(limits: EdgeLimits) {
        self.limits = limits
    }

    var openSockets: Int { state.withLock { $0.entries.count } }
    var isDraining: Bool { state.withLock { $0.isDraining } }

    // MARK: Places

    /// Takes a place, given back by `release`; nil when there is one.
    func reserve(_ address: String) -> Refusal? {
        state.withLock { state in
            if state.isDraining {
                return Refusal(status: 503, message: "The server is restarting; try again.")
            }
            if state.reserved >= limits.connectionsMax {
                return Refusal(status: 503, message: "The server is full; try again later.")
            }
            if state.reservedByAddress[address, default: 0] >= limits.connectionsPerAddressMax {
                return Refusal(status: 429, message: "Too many connections from this address.")
            }
            state.reserved += 1
            state.reservedByAddress[address, default: 0] += 1
            return nil
        }
    }

    func release(_ address: String) {
        state.withLock { state in
            state.reserved -= 1
            let left = state.reservedByAddress[address, default: 1] - 1
            state.reservedByAddress[address] = left > 0 ? left : nil
        }
    }

    /// Counts a TCP connection of a peer; false when that peer has too many.
    func beginConnection(peer: String) -> Bool {
        state.withLock { state in
            let count = state.connectionsByPeer[peer, default: 0]
            guard count < limits.tcpConnectionsPerPeerMax else { return false }
            state.connectionsByPeer[peer] = count + 1
            return true
        }
    }

    func endConnection(peer: String) {
        state.withLock { state in
            let left = state.connectionsByPeer[peer, default: 1] - 1
            state.connectionsByPeer[peer] = left > 0 ? left : nil
        }
    }

    // MARK: Sockets

    func nextID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    func add(_ connection: SocketConnection) {
        let (isLate, farewell) = state.withLock { state in
            state.entries[connection.id] = Entry(connection: connection)
            return (state.isDraining, state.farewell)
        }
        // Its handshake began before the drain did.
        if isLate { connection.goAway(afterSeconds: 0, farewell: farewell) }
    }

    func connectionClosed(_ id: UInt64) {
        update(id) { $0.isConnected = false }
    }

    func sessionEnded(_ id: UInt64) {
        update(id) { $0.isSessionRunning = false }
    }

    private func update(_ id: UInt64, _ change: (inout Entry) -> Void) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard var entry = state.entries[id] else { return [] }
            change(&entry)
            state.entries[id] = entry.isConnected || entry.isSessionRunning ? entry : nil
            return state.entries.isEmpty ? Self.takeWaiters(&state) : []
        }
        for waiter in waiters { waiter.resume() }
    }

    // MARK: Requests

    func beginExchange(_ channel: any Channel) {
        state.withLock { $0.exchanges[ObjectIdentifier(channel)] = channel }
    }

    func endExchange(_ channel: any Channel) {
        _ = state.withLock { $0.exchanges.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    // MARK: The end

    /// Lets nobody in any more, says goodbye to all, and aborts who is still there after `drainSeconds`.
    func drain(farewell: String?) {
        let connections = state.withLock { state -> [SocketConnection] in
            guard !state.isDraining else { return [] }
            state.isDraining = true
            state.farewell = farewell
            return state.entries.values.map(\.connection)
        }
        let spreadSeconds = min(
            limits.drainSpreadSeconds, Double(connections.count) * Self.spreadPerSocketSeconds)
        for (position, connection) in connections.enumerated() {
            let share = Double(position) / Double(connections.count)
            connection.goAway(afterSeconds: share * spreadSeconds, farewell: farewell)
        }
        after(limits.drainSeconds) { self.abortAll() }
    }

    /// Ends every connection at once; sessions get `closeGraceSeconds` for their `closed()`.
    func abortAll() {
        let (connections, channels) = state.withLock { state in
            state.isDraining = true
            return (state.entries.values.map(\.connection), Array(state.exchanges.values))
        }
        for connection in connections { connection.abort() }
        for channel in channels { channel.close(promise: nil) }
        after(limits.closeGraceSeconds) { self.giveUp() }
    }

    /// Returns when every socket is closed and every session has ended, or when that was given up.
    func emptied() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.entries.isEmpty { state.waiters.append(continuation) }
                return state.entries.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }

    private static let spreadPerSocketSeconds = 0.001

    private func giveUp() {
        for waiter in state.withLock({ Self.takeWaiters(&$0) }) { waiter.resume() }
    }

    private static func takeWaiters(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        defer { state.waiters = [] }
        return state.waiters
    }

    private func after(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {
        MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: .seconds(seconds), work)
    }
}
