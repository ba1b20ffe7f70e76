/// Whether and when to try again. Waits are those of OpenAI's own client libraries: 0.5 s, then twice as
/// long each time up to 8 s, up to a quarter less at random.
struct RetryPolicy: Sendable {
    static let firstWaitMilliseconds = 500.0
    static let waitMillisecondsMax = 8_000.0

    let limits: EndpointLimits
    let deadlines: EndpointDeadlines

    /// Milliseconds to wait, `nil` to give up.
    ///
    /// - Parameters:
    ///   - tries: how many there have been, this one included.
    ///   - elapsedMilliseconds: since the question.
    ///   - random: 0..<1.
    func wait(after fault: EndpointFault, tries: Int, elapsedMilliseconds: Int, random: Double) -> Int? {
        guard fault.mayRetry, tries <= limits.retriesMax else { return nil }
        let wait: Int
        if let asked = fault.waitMilliseconds {
            guard asked <= limits.retryAfterMillisecondsMax else { return nil }
            wait = asked
        } else {
            // Doubled at most so often that the shift cannot overflow.
            let doubled = Self.firstWaitMilliseconds * Double(1 << min(tries - 1, 16))
            wait = Int(min(doubled, Self.waitMillisecondsMax) * (1 - 0.25 * random))
        }
        // A try that cannot be brought to its first word helps nobody and costs the server.
        let needed = elapsedMilliseconds + wait + deadlines.firstTokenMillisecondsMax
        return needed <= deadlines.totalMillisecondsMax ? wait : nil
    }
}
