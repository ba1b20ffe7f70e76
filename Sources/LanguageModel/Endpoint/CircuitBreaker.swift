/// Leaves an endpoint alone that keeps failing, and lets one question at a time find out whether it is back.
struct CircuitBreaker: Sendable {
    /// What a question brought.
    enum Outcome {
        /// It answered, if only to refuse.
        case answered
        case failed
        /// Nobody waited for the result.
        case abandoned
    }

    /// The leave to ask, to be handed back with the outcome.
    struct Pass: Sendable, Equatable {
        fileprivate let isProbe: Bool
    }

    private enum State {
        case closed(failures: Int)
        case open(until: Duration)
        /// One question is on its way.
        case probing
    }

    private let failuresInARowMax: Int
    private let rest: Duration
    private var state = State.closed(failures: 0)

    init(failuresInARowMax: Int, restMilliseconds: Int) {
        self.failuresInARowMax = failuresInARowMax
        rest = .milliseconds(restMilliseconds)
    }

    /// `nil` while the endpoint is left alone.
    mutating func admit(at now: Duration) -> Pass? {
        switch state {
        case .closed: return Pass(isProbe: false)
        case .open(let until) where now >= until:
            state = .probing
            return Pass(isProbe: true)
        case .open, .probing: return nil
        }
    }

    mutating func record(_ outcome: Outcome, of pass: Pass, at now: Duration) {
        switch (outcome, state) {
        case (.answered, _): state = .closed(failures: 0)
        case (.failed, .closed(let failures)):
            let isOpen = failures + 1 >= failuresInARowMax
            state = isOpen ? .open(until: now + rest) : .closed(failures: failures + 1)
        case (.failed, .probing) where pass.isProbe: state = .open(until: now + rest)
        // The next question may find out.
        case (.abandoned, .probing) where pass.isProbe: state = .open(until: now)
        // Of questions from before it was left alone.
        case (.failed, _), (.abandoned, _): break
        }
    }
}
