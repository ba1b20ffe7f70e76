/// Time that only goes forward, and waiting on it.
package struct MonotonicTime: Sendable {
    /// Since some moment in the past.
    package let now: @Sendable () -> Duration
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's.
    package static func system() -> MonotonicTime {
        let clock = ContinuousClock()
        let start = clock.now
        return MonotonicTime(
            now: { start.duration(to: clock.now) }, sleep: { try await clock.sleep(for: $0) })
    }
}

extension Duration {
    /// Rounded down.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
