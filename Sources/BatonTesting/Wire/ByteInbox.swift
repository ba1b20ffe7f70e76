internal import NIOCore
internal import Synchronization

/// Bytes that came in and nobody has asked for yet; one reader at a time.
final class ByteInbox: Sendable {
    private struct Waiter {
        let ticket: UInt64
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var bytes: [UInt8] = []
        var isEnded = false
        /// Counts arrivals, so that one between a look and a wait is not slept through.
        var arrivals: UInt64 = 0
        var waiter: Waiter?

        mutating func takeWaiter() -> Waiter? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    /// Whether the peer has ended the stream, unread bytes aside.
    var isEnded: Bool { state.withLock { $0.isEnded } }

    func append(_ bytes: some Sequence<UInt8>) {
        arrive { $0.bytes += bytes }
    }

    func end() {
        arrive { $0.isEnded = true }
    }

    /// Takes what `take` finds in the unread bytes, waiting for more until it finds something.
    ///
    /// - Throws: `WireError.closed` when the stream ended first, `.timedOut` after `limit`.
    func next<T: Sendable>(
        _ what: String, within limit: Duration, on loop: any EventLoop,
        take: (inout [UInt8], _ isEnded: Bool) throws -> T?
    ) async throws -> T {
        let deadline = ContinuousClock.now + limit
        while true {
            let (found, isEnded, arrivals) = try state.withLock { state in
                (try take(&state.bytes, state.isEnded), state.isEnded, state.arrivals)
            }
            if let found { return found }
            if isEnded { throw WireError.closed }
            let left = deadline - ContinuousClock.now
            guard left > .zero, await arrival(after: arrivals, within: left, on: loop) else {
                throw WireError.timedOut(what)
            }
        }
    }

    /// True when something arrived after `seen`, false when the time ran out.
    private func arrival(after seen: UInt64, within limit: Duration, on loop: any EventLoop) async -> Bool {
        await withCheckedContinuation { continuation in
            let isStale = state.withLock { state in
                if state.arrivals != seen { return true }
                state.waiter = Waiter(ticket: seen, continuation: continuation)
                return false
            }
            if isStale {
                continuation.resume(returning: true)
            } else {
                loop.scheduleTask(in: TimeAmount(limit)) { self.expire(seen) }
            }
        }
    }

    /// A waiter that waits for a later arrival is somebody else's.
    private func expire(_ ticket: UInt64) {
        let waiter = state.withLock { $0.waiter?.ticket == ticket ? $0.takeWaiter() : nil }
        waiter?.continuation.resume(returning: false)
    }

    private func arrive(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            state.arrivals += 1
            return state.takeWaiter()
        }
        waiter?.continuation.resume(returning: true)
    }
}
