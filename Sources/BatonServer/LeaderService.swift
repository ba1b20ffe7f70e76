import Conversations
import Logging
import ServiceLifecycle

/// Work that the leading node does again and again: two of them would only be in each other's way.
struct LeaderService: Service {
    /// Of a warning: what cannot be done.
    let failure: String
    let everyMilliseconds: Int
    let leads: @Sendable () -> Bool
    let clock: any WallClock
    let logger: Logger
    let tick: @Sendable () async throws -> Void

    func run() async throws { await cancelWhenGracefulShutdown { await work() } }

    private func work() async {
        while !Task.isCancelled {
            do {
                if leads() { try await tick() }
            } catch {
                if Task.isCancelled { return }
                logger.warning("\(failure)", metadata: ["why": "\(error)"])
            }
            do {
                try await clock.sleep(milliseconds: everyMilliseconds)
            } catch {
                return
            }
        }
    }
}
