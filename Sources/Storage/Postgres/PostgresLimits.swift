/// How long a connection to PostgreSQL waits, in milliseconds unless the name says otherwise.
package struct PostgresLimits: Hashable, Sendable {
    /// For one host of the address.
    package var connectSecondsMax = 3
    /// The server ends a statement after this.
    package var statementMillisecondsMax = 10_000
    /// The server ends a wait for a row after this.
    package var lockMillisecondsMax = 5_000
    /// The server ends a session that holds locks and says nothing, as that of a paused process does.
    package var idleInTransactionMillisecondsMax = 10_000
    /// Beyond the server's own limit: then it is the server, or the network, that says nothing.
    package var silenceMillisecondsMax = 15_000
    /// A job that meets a lost connection waits this long for the server to come back: a restart, a failover.
    package var patienceMilliseconds = 5_000

    package init() {}

    /// For work on whole tables: moving them, changing them, checking them.
    package static let unhurried: PostgresLimits = {
        var limits = PostgresLimits()
        limits.statementMillisecondsMax = 0
        limits.lockMillisecondsMax = 30_000
        limits.idleInTransactionMillisecondsMax = 0
        limits.silenceMillisecondsMax = 3_600_000
        return limits
    }()
}
