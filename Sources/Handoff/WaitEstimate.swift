package import Conversations
import Synchronization

/// How long a visitor is likely to wait for a person: the median of the latest waits. Asked by every visitor
/// who arrives, so it is looked up at most once in a while.
package final class WaitEstimate: Sendable {
    package static let waitsMax = 20
    /// Fewer say nothing.
    package static let waitsMin = 5
    package static let daysMax = 7
    static let freshSecondsMax = 30

    private let line: any WaitingLine
    private let clock: any WallClock
    private let known = Mutex<(at: Timestamp, seconds: Int?)?>(nil)

    package init(line: any WaitingLine, clock: any WallClock) {
        self.line = line
        self.clock = clock
    }

    /// Seconds; `nil` when too few waited lately, or the store cannot say.
    package func seconds() async -> Int? {
        let now = clock.now()
        if let known = known.withLock({ $0 }), abs(now.seconds(since: known.at)) < Self.freshSecondsMax {
            return known.seconds
        }
        let since = now.advanced(bySeconds: -Self.daysMax * 24 * 3600)
        guard let waits = try? await line.waits(since: since, limit: Self.waitsMax) else { return nil }
        let seconds = Self.median(waits)
        known.withLock { $0 = (now, seconds) }
        return seconds
    }

    static func median(_ waits: [Int]) -> Int? {
        guard waits.count >= waitsMin else { return nil }
        let sorted = waits.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
