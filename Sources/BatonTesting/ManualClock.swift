package import Conversations
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: WallClock {
    private struct Sleeper {
        let until: Timestamp
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Timestamp
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    package init(_ milliseconds: Int64 = 1_795_339_200_000) {
        state = Mutex(State(now: Timestamp(milliseconds: milliseconds)))
    }

    package func now() -> Timestamp { state.withLock { $0.now } }

    /// Moves the time on and wakes whoever has slept long enough.
    package func advance(seconds: Int) { advance(milliseconds: Int64(seconds) * 1000) }

    package func advance(milliseconds: Int64) {
        let woken = state.withLock { state in
            state.now = Timestamp(milliseconds: state.now.milliseconds + milliseconds)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    package func sleep(milliseconds: Int) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard state.cancelled.remove(id) == nil else { return true }
                    let until = Timestamp(milliseconds: state.now.milliseconds + Int64(milliseconds))
                    state.sleepers[id] = Sleeper(until: until, continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
