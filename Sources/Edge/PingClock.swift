/// When to ping a silent peer, and when to take it for dead, as a value.
///
/// Silence for `pingSeconds`: ping. Silence again: ping once more. Then silence for `pongSeconds`: dead.
package struct PingClock {
    package enum Action: Equatable {
        case ping(nextTickSeconds: Double)
        case declareDead
    }

    private static let missedMax = 2

    package let pingSeconds: Double
    package let pongSeconds: Double
    private var heard = true
    private var missed = 0

    package init(pingSeconds: Double, pongSeconds: Double) {
        self.pingSeconds = pingSeconds
        self.pongSeconds = pongSeconds
    }

    /// Any frame from the peer is a sign of life, and so is a slow peer that goes on reading.
    package mutating func heardPeer() {
        heard = true
    }

    package mutating func tick() -> Action {
        missed = heard ? 0 : missed + 1
        heard = false
        if missed >= Self.missedMax { return .declareDead }
        return .ping(nextTickSeconds: missed == 0 ? pingSeconds : pongSeconds)
    }
}
