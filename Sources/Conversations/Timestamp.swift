/// A moment on the wall clock, in milliseconds since 1970-01-01T00:00:00Z.
package struct Timestamp: Hashable, Comparable, Sendable, Codable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package func advanced(bySeconds seconds: Int) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64(seconds) * 1000)
    }

    /// Whole seconds from `earlier` to here; 0 when the clock was set back in between.
    package func seconds(since earlier: Timestamp) -> Int {
        max(0, Int((milliseconds - earlier.milliseconds) / 1000))
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// The time that rooms ask for, so that a test can move it.
package protocol WallClock: Sendable {
    func now() -> Timestamp
    /// Returns after `milliseconds`, or throws `CancellationError` when the task was cancelled.
    func sleep(milliseconds: Int) async throws
}
