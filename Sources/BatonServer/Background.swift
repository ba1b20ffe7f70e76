import Answering
import Conversations
import Handoff
import Logging
import ServiceLifecycle

/// The Assistant at work.
struct AnsweringService: Service {
    let responder: Responder

    func run() async throws { await cancelWhenGracefulShutdown { await responder.work() } }
}

/// The clock of the queue.
struct WaitClockService: Service {
    let waitClock: WaitClock
    /// One clock is enough for all who wait.
    let leads: @Sendable () -> Bool
    let clock: any WallClock
    let logger: Logger

    func run() async throws { await cancelWhenGracefulShutdown { await tick() } }

    private func tick() async {
        while !Task.isCancelled {
            do {
                if leads() { try await waitClock.tick() }
            } catch {
                logger.warning("the queue cannot be looked at", metadata: ["why": "\(error)"])
            }
            do {
                try await clock.sleep(milliseconds: WaitClock.tickMilliseconds)
            } catch {
                return
            }
        }
    }
}
