package import Conversations
package import Knowledge

/// An article that wants care: it is often shown without helping, or nobody reaches it any more.
package struct ArticleCare: Hashable, Sendable {
    package enum Why: String, Hashable, Sendable, CaseIterable {
        case unhelpful
        case unreached
    }

    /// Looked back for so long; a younger revision has not had its chance yet.
    package static let days = 90
    /// Fewer failures may be chance. A small desk's first guess, like the share.
    package static let failedMin = 3
    /// Of the questions that it was the best article for, 0...1.
    package static let failedShareMin = 0.3
    /// With fewer questions in all, an article that nobody reached says nothing.
    package static let askedMin = 100
    package static let shownMax = 50

    /// What shows that an answer was given and did not help.
    private static let unhelpful: Set<Escalation.Cause> = [
        .rating, .report, .contradiction, .repeated, .abandoned,
    ]

    package let article: String
    package let title: String
    package let why: Why
    /// Questions that it was shown for and did not help.
    package let failed: Int
    /// Questions that it was the best article for.
    package let asked: Int

    /// Those that do not help first, the most failures first.
    ///
    /// - Parameters:
    ///   - escalations: of the last `days`.
    ///   - asked: how many questions of the last `days` had each article as their best one.
    package static func of(
        _ states: [ArticleState], _ escalations: [Escalation], asked: [String: Int], now: Timestamp
    ) -> [ArticleCare] {
        var failed: [String: Int] = [:]
        for one in escalations where one.answer != nil && !one.causes.isDisjoint(with: unhelpful) {
            if let article = one.candidates.first?.article { failed[article, default: 0] += 1 }
        }
        let all = asked.values.reduce(0, +)
        let since = now.advanced(bySeconds: -days * 86_400).milliseconds
        let found = states.filter { !$0.isRemoved }.compactMap { state -> ArticleCare? in
            let id = state.id.value
            let (bad, questions) = (failed[id] ?? 0, asked[id] ?? 0)
            let isUnhelpful =
                bad >= failedMin && Double(bad) >= failedShareMin * Double(max(questions, bad))
            let isUnreached = questions == 0 && all >= askedMin && state.updatedAtMilliseconds < since
            guard isUnhelpful || isUnreached else { return nil }
            return ArticleCare(
                article: id, title: state.title, why: isUnhelpful ? .unhelpful : .unreached, failed: bad,
                asked: questions)
        }
        return Array(found.sorted { ($1.failed, $0.title) < ($0.failed, $1.title) }.prefix(shownMax))
    }
}
