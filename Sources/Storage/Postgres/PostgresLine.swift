import Dispatch

/// One worker's way to the server: a connection that is opened when it is needed, and anew when it was lost.
///
/// Sendable by hand: it is made on one thread and then given to one worker, which alone uses it.
final class PostgresLine: @unchecked Sendable {
    /// Tries of a transaction that others were quicker than.
    static let racesMax = 8
    private static let raceMilliseconds = 4
    private static let lostMilliseconds = 100

    private let address: PostgresAddress
    private let limits: PostgresLimits
    private let outage: Outage
    private var connection: PostgresConnection?

    init(_ connection: PostgresConnection?, address: PostgresAddress, limits: PostgresLimits, outage: Outage)
    {
        self.connection = connection
        self.address = address
        self.limits = limits
        self.outage = outage
    }

    func close() {
        connection?.close()
        connection = nil
    }

    /// Runs `body` until it is through, fails for good, or the server stays away. `body` may run several
    /// times.
    func perform<Result>(_ body: (PostgresConnection) throws -> Result) throws -> Result {
        var races = 0
        while true {
            do {
                let result = try body(try opened())
                outage.ended()
                return result
            } catch let failure as SQLFailure {
                switch failure.kind {
                case .raced where races < Self.racesMax:
                    races += 1
                    pause(milliseconds: Self.raceMilliseconds << min(races, 5))
                // A standby that was the primary a moment ago: the other host of the address may be it now.
                case .away, .readOnly:
                    close()
                    outage.began()
                    guard outage.isFresh else { throw failure }
                    pause(milliseconds: Self.lostMilliseconds)
                default:
                    if connection?.isLost == true { close() }
                    throw failure
                }
            }
        }
    }

    private func opened() throws -> PostgresConnection {
        if let connection, !connection.isLost { return connection }
        close()
        guard outage.mayLook() else { throw SQLFailure.lostConnection }
        do throws(StoreError) {
            let opened = try PostgresConnection.open(address, limits: limits)
            connection = opened
            return opened
        } catch {
            throw SQLFailure.lostConnection
        }
    }

    private func pause(milliseconds: Int) {
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(milliseconds))
    }
}
