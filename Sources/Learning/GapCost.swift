package import Conversations

/// What a gap costs, as the product of what is counted: volume, trend, how often it fails, and the time of
/// people.
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

    /// Minutes of people in the window, the trend taken into account.
    package var score: Double { Double(volume) * trend * failureRate * minutes }

    /// - Parameter asked: how many questions of the window had each article as their best one.
    package init(_ escalations: [Escalation], asked: [String: Int], now: Timestamp) {
        let day = 86_400
        let start = now.advanced(bySeconds: -Self.windowDays * day)
        let middle = now.advanced(bySeconds: -Self.windowDays * day / 2)
        let recent = escalations.filter { $0.at >= start }
        volume = recent.count
        let late = recent.count { $0.at >= middle }
        let ratio = Double(late + Self.trendPrior) / Double(recent.count - late + Self.trendPrior)
        trend = min(max(ratio, 1 / Self.trendMax), Self.trendMax)
        failureRate = Self.failureRate(recent, asked)
        let times = escalations.compactMap(\.handlingSeconds).sorted()
        isTimed = !times.isEmpty
        minutes = times.isEmpty ? Self.minutesStandard : max(Double(times[times.count / 2]) / 60, 0.5)
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
