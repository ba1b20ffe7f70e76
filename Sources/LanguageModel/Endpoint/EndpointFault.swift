import Outbound

/// What went wrong in one try, and whether another one makes sense.
struct EndpointFault: Error {
    let failure: ModelFailure
    /// As far as the fault itself goes: whether text has come and time is left is for others to say.
    var mayRetry = false
    /// What the server asked for.
    var waitMilliseconds: Int?
    var status: Int?
    /// For those who run it: may hold what a server said.
    var detail = ""

    init(_ failure: ModelFailure, _ detail: String = "", mayRetry: Bool = false) {
        self.failure = failure
        self.mayRetry = mayRetry
        self.detail = detail
    }

    /// A status that is no success, or an error within an answer that had begun as one.
    ///
    /// The rule of OpenAI's own client libraries, but an account that is used up is not asked again.
    init(status: Int, error: WireError?, hint: RetryHint) {
        (failure, mayRetry) =
            switch status {
            case 401, 403: (.unauthorized, false)
            case 402: (.exhausted, false)
            case 429: (.exhausted, true)
            case 408, 409, 425: (.broken, true)
            case 501, 505: (.rejected, false)
            case 500...599: (.broken, true)
            default: (.rejected, false)
            }
        if let shouldRetry = hint.shouldRetry { mayRetry = shouldRetry }
        if error?.isUsedUp == true { mayRetry = false }
        waitMilliseconds = hint.waitMilliseconds
        self.status = status
        detail = error?.detail ?? ""
    }

    /// - Parameter hasText: a part of the answer has come.
    init(_ outbound: OutboundFailure, hasText: Bool) {
        (failure, mayRetry) =
            switch outbound.kind {
            case .invalid: (.rejected, false)
            case .busy, .late(.queue): (.busy, false)
            case .unreachable, .late(.connect): (.unreachable, true)
            case .untrusted, .closed, .mail, .privateAddress: (.unreachable, false)
            // Another try would ask a server that is too slow already for the same again.
            case .late: (.late, false)
            case .disconnected: hasText ? (.truncated, false) : (.broken, true)
            case .malformed, .tooLarge: (.unreadable, false)
            }
        detail = outbound.description
    }
}

/// What a response's head says about trying again.
struct RetryHint: Sendable, Equatable {
    var shouldRetry: Bool?
    var waitMilliseconds: Int?

    init() {}

    init(_ head: OutboundHead) {
        shouldRetry = head["x-should-retry"].flatMap { ["true": true, "false": false][$0.lowercased()] }
        waitMilliseconds =
            Self.number(head["retry-after-ms"]) ?? Self.number(head["retry-after"], times: 1_000)
            ?? Self.untilDate(head["retry-after"], from: head["date"])
    }

    /// Zero and less say nothing; beyond a day it does not matter how long.
    private static func number(_ text: String?, times factor: Double = 1) -> Int? {
        guard let value = text.flatMap({ Double($0) }), value.isFinite, value > 0 else { return nil }
        return Int(min(value * factor, 86_400_000).rounded(.up))
    }

    /// Both by the server's clock, so ours does not matter.
    private static func untilDate(_ text: String?, from date: String?) -> Int? {
        guard let until = text.flatMap({ HTTPDate($0) }), let now = date.flatMap({ HTTPDate($0) }) else {
            return nil
        }
        return number(String(until.seconds - now.seconds), times: 1_000)
    }
}
