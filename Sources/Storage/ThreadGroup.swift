import Foundation
import Synchronization

/// Threads for blocking work, and the moment when all of them have ended.
final class ThreadGroup: Sendable {
    private struct State {
        var running: Int
        var onEnd: (@Sendable () -> Void)?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    /// Starts a thread for each of `bodies`; `onEnd` runs on the last one to end, before `finished`.
    init(_ bodies: [@Sendable () -> Void], onEnd: @escaping @Sendable () -> Void = {}) {
        state = Mutex(State(running: bodies.count, onEnd: onEnd))
        for body in bodies {
            let thread = Thread {
                body()
                self.ended()
            }
            thread.name = "baton.storage"
            thread.start()
        }
    }

    /// Runs `body` once, on a thread of its own.
    static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: body()) }.start()
        }
    }

    /// Returns when every thread has ended.
    func finished() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.running > 0 else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func ended() {
        let (onEnd, waiting) = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else {
                return (Optional<@Sendable () -> Void>.none, [CheckedContinuation<Void, Never>]())
            }
            defer {
                state.onEnd = nil
                state.waiting = []
            }
            return (state.onEnd, state.waiting)
        }
        onEnd?()
        for continuation in waiting { continuation.resume() }
    }
}
