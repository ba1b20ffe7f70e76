/// Asks again until there is an answer. For what another task is about to do: no fixed sleep, and a deadline
/// for the
/// test that would wait for ever.
package func eventually<Value>(
    within seconds: Int = 20, everyMilliseconds: Int = 5, _ ask: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(seconds))
    while clock.now < deadline {
        if let value = try await ask() { return value }
        try await clock.sleep(for: .milliseconds(everyMilliseconds))
    }
    throw NeverHappened(seconds: seconds)
}

/// A wait that reached its deadline.
package struct NeverHappened: Error, CustomStringConvertible {
    let seconds: Int

    package var description: String { "what was waited for did not happen within \(seconds) s" }
}

extension ManualClock {
    /// Moves the time on second by second until `condition` holds.
    package func advanceUntil(secondsMax: Int, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<secondsMax {
            if try await condition() { return }
            advance(seconds: 1)
            // Lets those who woke act before the next second.
            for _ in 0..<50 { await Task.yield() }
        }
        try await eventually { try await condition() ? () : nil }
    }
}
