import Conversations
import Synchronization

/// The clock of a simulated desk: it goes from one question to the next.
final class SimulatedClock: WallClock {
    /// Monday, 2026-01-05, 00:00 UTC: any Monday would do.
    static let start = Timestamp(milliseconds: 1_767_571_200_000)

    private let time = Mutex(start)

    func now() -> Timestamp { time.withLock { $0 } }

    /// Seconds since the start; never back.
    func set(seconds: Int) {
        time.withLock { $0 = max($0, Self.start.advanced(bySeconds: seconds)) }
    }

    func advance(seconds: Int) { time.withLock { $0 = $0.advanced(bySeconds: seconds) } }

    /// Until it is cancelled: what waits for a limit of time never meets it here.
    func sleep(milliseconds: Int) async throws {
        let (forever, continuation) = AsyncStream<Void>.makeStream()
        for await _ in forever {}
        continuation.finish()
        throw CancellationError()
    }
}
