package import Conversations

/// What a gap costs, as the product of what is counted: volume, trend, how often it fails, the time of
/// people, and where it is known what the accounts of its askers are worth.
package struct GapCost: Hashable, Sendable {
    /// Questions count for so long.
    package static let windowDays = 28
    /// Minutes that a person spends on a question, while none of the gap's was timed: a small desk's first
    /// guess.
    package static let minutesStandard = 5.0
    /// The trend says no more than twice as many or half as many: few questions rise and fall by chance.
    static let trendMax = 2.0
    /// Added to each half: one question more or less is no trend.
    static let trendPrior = 4

    /// Accounts say no more than four times as much or as little: one large customer is not all of them.
    static let valueMax = 4.0

    /// Questions of the last `windowDays`.
    package let volume: Int
    /// The second half of the window against the first, each with `trendPrior` questions added: 1/2...2.
    package let trend: Double
    /// The share of the questions with the same best article that failed, 0...1.
    package let failureRate: Double
    /// The median time of a person on one of its questions.
    package let minutes: Double
    /// Whether any of its questions was timed.
    package let isTimed: Bool

    /// What the accounts of its askers are worth on average, against those of all who asked: 1/4...4; `nil`
    /// where it is not known of any.
    package let value: Double?

    /// Minutes of people in the window, the trend and the accounts taken into account.
    package var score: Double { Double(volume) * trend * failureRate * minutes * (value ?? 1) }

    /// - Parameters:
    ///   - asked: how many questions of the window had each article as their best one.
    ///   - accounts: what the accounts are worth, of the conversations of all gaps where it is known.
    package init(
        _ escalations: [Escalation], asked: [String: Int], accounts: Accounts = Accounts([:]), now: Timestamp
    ) {
        let day = 86_400
        let start = now.advanced(bySeconds: -Self.windowDays * day)
        let middle = now.advanced(bySeconds: -Self.windowDays * day / 2)
        let recent = escalations.filter { $0.at >= start }
        volume = recent.count
        let late = recent.count { $0.at >= middle }
        let ratio = Double(late + Self.trendPrior) / Double(recent.count - late + Self.trendPrior)
        trend = min(max(ratio, 1 / Self.trendMax), Self.trendMax)
        failureRate = Self.failureRate(recent, asked)
        value = accounts.factor(of: Set(recent.map(\.conversation)))
        let times = escalations.compactMap(\.handlingSeconds).sorted()
        isTimed = !times.isEmpty
        minutes = times.isEmpty ? Self.minutesStandard : max(Double(times[times.count / 2]) / 60, 0.5)
    }

    /// What accounts are worth, by conversation.
    package struct Accounts: Sendable {
        private let values: [ConversationID: Double]
        private let mean: Double

        /// - Parameter values: in any unit; what is negative or no number is left out.
        package init(_ values: [ConversationID: Double]) {
            self.values = values.filter { $0.value.isFinite && $0.value >= 0 }
            mean = self.values.values.reduce(0, +) / Double(max(1, self.values.count))
        }

        /// The mean of some against the mean of all.
        func factor(of some: Set<ConversationID>) -> Double? {
            let known = some.compactMap { values[$0] }
            guard !known.isEmpty, mean > 0 else { return nil }
            let factor = known.reduce(0, +) / Double(known.count) / mean
            return min(max(factor, 1 / GapCost.valueMax), GapCost.valueMax)
        }
    }

    private static func failureRate(_ recent: [Escalation], _ asked: [String: Int]) -> Double {
        var best: [String: Int] = [:]
        for article in recent.compactMap(\.candidates.first?.article) { best[article, default: 0] += 1 }
        guard let (article, failed) = best.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            let all = asked[article], all > 0
        else { return 1 }
        return min(1, Double(failed) / Double(all))
    }
}
