import Conversations

/// A token bucket: so many frames a second over time, short bursts allowed.
struct FrameBudget: Sendable {
    static let framesPerSecond = 20
    static let burstFramesMax = 40

    private var tokens = Double(burstFramesMax)
    private var filledAt: Timestamp

    init(now: Timestamp) { filledAt = now }

    /// Takes one token; false when there is none.
    mutating func take(at now: Timestamp) -> Bool {
        // A clock that was set back must not freeze the budget, nor one set forward overfill it.
        let elapsedSeconds = max(0, Double(now.milliseconds - filledAt.milliseconds) / 1000)
        tokens = min(Double(Self.burstFramesMax), tokens + elapsedSeconds * Double(Self.framesPerSecond))
        filledAt = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
