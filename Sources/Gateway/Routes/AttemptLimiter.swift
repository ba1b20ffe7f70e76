import Conversations
import Synchronization

/// Counts sign-ins and the like by address, so that guessing is slow.
final class AttemptLimiter: Sendable {
    static let attemptsPerWindowMax = 30
    static let windowSeconds = 60
    /// Beyond this many addresses in one window the oldest counts are forgotten together.
    static let addressesMax = 10_000

    private struct Window {
        var startedAt: Timestamp
        var counts: [String: Int] = [:]
    }

    private let window: Mutex<Window>
    private let clock: any WallClock
    private let attemptsMax: Int

    init(clock: any WallClock, attemptsMax: Int = AttemptLimiter.attemptsPerWindowMax) {
        self.clock = clock
        self.attemptsMax = attemptsMax
        window = Mutex(Window(startedAt: clock.now()))
    }

    /// False once `address` has used up its attempts of this window.
    func admit(_ address: String) -> Bool {
        let now = clock.now()
        return window.withLock { window in
            let isOver = now < window.startedAt || now.seconds(since: window.startedAt) >= Self.windowSeconds
            if isOver || window.counts.count >= Self.addressesMax { window = Window(startedAt: now) }
            let count = window.counts[address, default: 0] + 1
            window.counts[address] = count
            return count <= attemptsMax
        }
    }
}
