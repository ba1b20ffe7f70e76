import Synchronization

/// What happened to sessions, in order, and a way to wait for it.
final class SessionLog: Sendable {
    private struct Waiter {
        let id: Int
        let entry: String
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var entries: [String] = []
        var waiters: [Waiter] = []
        var lastID = 0
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    var entries: [String] { state.withLock { $0.entries } }

    func add(_ entry: String) {
        let ready = state.withLock { state in
            state.entries.append(entry)
            let ready = state.waiters.filter { $0.entry == entry }
            state.waiters.removeAll { $0.entry == entry }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Returns when `entry` is there, or when the task is cancelled: a test that waits in vain is ended by
    /// its time limit, and must not leave a server behind that can never end.
    func wait(for entry: String) async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.entries.contains(entry) || state.cancelled.contains(id) { return true }
                    state.waiters.append(Waiter(id: id, entry: entry, continuation: continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let cancelled = state.withLock { state in
            state.cancelled.insert(id)
            let cancelled = state.waiters.filter { $0.id == id }
            state.waiters.removeAll { $0.id == id }
            return cancelled
        }
        for waiter in cancelled { waiter.continuation.resume() }
    }
}
