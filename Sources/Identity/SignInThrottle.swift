import Conversations
import Synchronization

/// Counts wrong passwords and codes by account, known or not, so that guessing from many addresses is slow
/// too.
///
/// Where the account's owner has signed in before, failures elsewhere do not lock them out.
package final class SignInThrottle: Sendable {
    package static let failuresMax = 10
    package static let windowMinutes = 15
    /// Beyond this many accounts all counts are forgotten together.
    static let accountsMax = 20_000

    private struct Count {
        var failures = 0
        let since: Timestamp
    }

    private struct State {
        var counts: [String: Count] = [:]
        /// Account and address of successful sign-ins since the start.
        var known: Set<String> = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Minutes until the next try is allowed, or `nil` when it is now.
    func lockedMinutes(_ account: String, from address: String, at now: Timestamp) -> Int? {
        state.withLock { state in
            let key = Self.key(account, address, state)
            guard let count = state.counts[key] else { return nil }
            let seconds = Self.windowMinutes * 60 - now.seconds(since: count.since)
            guard seconds > 0, now >= count.since else {
                state.counts[key] = nil
                return nil
            }
            return count.failures >= Self.failuresMax ? (seconds + 59) / 60 : nil
        }
    }

    func failed(_ account: String, from address: String, at now: Timestamp) {
        state.withLock { state in
            if state.counts.count >= Self.accountsMax { state.counts = [:] }
            state.counts[Self.key(account, address, state), default: Count(since: now)].failures += 1
        }
    }

    func succeeded(_ account: String, from address: String) {
        state.withLock { state in
            state.counts[Self.key(account, address, state)] = nil
            if state.known.count >= Self.accountsMax { state.known = [] }
            state.known.insert(Self.pair(account, address))
        }
    }

    private static func key(_ account: String, _ address: String, _ state: State) -> String {
        state.known.contains(pair(account, address)) ? pair(account, address) : account
    }

    private static func pair(_ account: String, _ address: String) -> String { account + " " + address }
}
