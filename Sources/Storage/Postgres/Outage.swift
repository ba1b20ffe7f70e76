import Synchronization

/// Whether the server can be reached, as all workers of a store found out. While it cannot, one of them looks
/// for
/// it now and then, and the others answer at once.
final class Outage: Sendable {
    /// When the first patience is over, the server is looked for this often.
    static let lookMilliseconds = 1_000

    private struct State {
        var since: ContinuousClock.Instant?
        var nextLook: ContinuousClock.Instant?
    }

    private let patienceMilliseconds: Int
    private let state = Mutex(State())

    init(patienceMilliseconds: Int) { self.patienceMilliseconds = patienceMilliseconds }

    /// Whether to look for the server now. True for everybody in the first seconds, then for one at a time.
    func mayLook() -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            guard let since = state.since, now - since > .milliseconds(patienceMilliseconds) else {
                return true
            }
            if let next = state.nextLook, now < next { return false }
            state.nextLook = now.advanced(by: .milliseconds(Self.lookMilliseconds))
            return true
        }
    }

    /// Whether a job should go on waiting.
    var isFresh: Bool {
        state.withLock { state in
            guard let since = state.since else { return true }
            return ContinuousClock.now - since <= .milliseconds(patienceMilliseconds)
        }
    }

    func began() { state.withLock { $0.since = $0.since ?? ContinuousClock.now } }

    func ended() { state.withLock { $0 = State() } }
}
