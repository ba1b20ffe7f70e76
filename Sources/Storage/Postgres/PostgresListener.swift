import Conversations
import Nodes
import Synchronization

/// The thread that hears what other processes tell, on a connection of its own.
///
/// That connection also holds the lock of the one who leads: whoever loses the connection loses the lead.
final class PostgresListener: Sendable {
    /// Between two looks whether the connection holds and the lead is free.
    static let lookMilliseconds: Int32 = 2_000
    /// After this long without a look the server ends the session, and with it the lead.
    static let idleMillisecondsMax = 8_000
    /// Between two tries to connect: doubled from the first to the second.
    static let retryMillisecondsMin: Int32 = 100
    static let retryMillisecondsMax: Int32 = 3_200

    /// A server that does not answer this connection is as good as lost: what it told meanwhile is looked up.
    static let limits: PostgresLimits = {
        var limits = PostgresLimits()
        limits.statementMillisecondsMax = 4_000
        limits.lockMillisecondsMax = 4_000
        limits.silenceMillisecondsMax = 5_000
        return limits
    }()

    private struct State {
        var isListening = false
        var isLeader = false
        var isStopped = false
    }

    private let address: PostgresAddress
    private let node: String
    private let hearing: Hearing
    private let bell = Bell()
    private let state = Mutex(State())

    init(_ address: PostgresAddress, node: String, hearing: Hearing) {
        self.address = address
        self.node = node
        self.hearing = hearing
    }

    var isListening: Bool { state.withLock(\.isListening) }
    var isLeader: Bool { state.withLock(\.isLeader) }

    func stop() {
        state.withLock { $0.isStopped = true }
        bell.ring()
    }

    private var isStopped: Bool { state.withLock(\.isStopped) }

    /// Listens until it is stopped; connects again as often as it must.
    func serve() {
        var pauseMilliseconds = Self.retryMillisecondsMin
        while !isStopped {
            if let connection = try? PostgresConnection.open(address, limits: Self.limits) {
                pauseMilliseconds = Self.retryMillisecondsMin
                _ = try? listen(on: connection)
                state.withLock { ($0.isListening, $0.isLeader) = (false, false) }
                connection.close()
            }
            guard !bell.rings(withinMilliseconds: pauseMilliseconds) else { return }
            pauseMilliseconds = min(pauseMilliseconds * 2, Self.retryMillisecondsMax)
        }
    }

    private func listen(on connection: PostgresConnection) throws {
        // For an operator's pg_stat_activity.
        try connection.execute("SET application_name = 'baton listener'", [])
        // A process that is paused, or a machine that is gone, must not keep the lead.
        try connection.execute("SET idle_session_timeout = \(Self.idleMillisecondsMax)", [])
        try connection.execute("LISTEN \(PostgresAnnouncements.channel)", [])
        state.withLock { $0.isListening = true }
        // Whatever was told while nobody listened.
        hearing.put([.missed])
        var lookAt = ContinuousClock.now
        while !isStopped {
            if ContinuousClock.now >= lookAt {
                try look(connection)
                lookAt = .now.advanced(by: .milliseconds(Self.lookMilliseconds))
            }
            let payloads = try connection.notifications(
                waitingMilliseconds: Self.lookMilliseconds, bell: bell.descriptor)
            let heard = payloads.compactMap { Announcement($0) }.filter { $0.node != node }.map(\.heard)
            if !heard.isEmpty { hearing.put(heard) }
        }
    }

    /// Takes the lead if it is free. The same lock a second time would only be counted.
    private func look(_ connection: PostgresConnection) throws {
        guard !isLeader else {
            _ = try connection.query("SELECT 1", []) { try $0.int(0) }
            return
        }
        let isFree = try connection.first("SELECT pg_try_advisory_lock(4203, 2)", []) { try $0.int(0) }
        state.withLock { $0.isLeader = isFree == 1 }
    }
}
