import Conversations
import Logging
import ServiceLifecycle
import Storage

/// Notices what was changed about people and settings, whoever changed it: the console, or a command in
/// another
/// process.
struct ChangeWatch: Service {
    /// Twice within the second in which a disabled user's sockets must be closed.
    static let pollMilliseconds = 500

    let store: Store
    let clock: any WallClock
    let logger: Logger
    /// Whether somebody's time is up, which changes no row.
    let sessionsAreDue: @Sendable () -> Bool
    let accessChanged: @Sendable () async throws -> Void
    let settingsChanged: @Sendable () async throws -> Void
    let calibrationChanged: @Sendable () async throws -> Void

    func run() async throws { await cancelWhenGracefulShutdown { await watch() } }

    private func watch() async {
        var known: ChangeCounts?
        while !Task.isCancelled {
            do {
                let counts = try await store.changeCounts()
                if counts.access != known?.access || sessionsAreDue() { try await accessChanged() }
                if counts.settings != known?.settings { try await settingsChanged() }
                if counts.calibration != known?.calibration { try await calibrationChanged() }
                known = counts
            } catch {
                // The next look finds the same difference again.
                logger.warning("changes cannot be looked for", metadata: ["why": "\(error)"])
            }
            do {
                try await clock.sleep(milliseconds: Self.pollMilliseconds)
            } catch {
                return
            }
        }
    }
}
