package import Conversations
import Kernels

/// Whether more of a gap's questions fail than before: the rule by which an editor is told.
///
/// The last seven days against the 28 before them: under a steady rate each question of the 35 days falls
/// into the last seven with a probability of one fifth. A gap that had none before grows fast too.
package struct GapGrowth: Hashable, Sendable {
    static let days = 7
    static let daysBefore = 28
    /// Fewer questions in a week are no reason to be told.
    package static let questionsMin = 5
    /// So unlikely under a steady rate: of a hundred steady gaps one is told of in a week, at most.
    static let probabilityMax = 0.01

    /// Questions of the last seven days.
    package let now: Int
    /// Of the 28 days before.
    package let before: Int

    package init(_ moments: [Timestamp], at moment: Timestamp) {
        let start = moment.advanced(bySeconds: -Self.days * 86_400)
        let end = start.advanced(bySeconds: -Self.daysBefore * 86_400)
        now = moments.count { $0 > start && $0 <= moment }
        before = moments.count { $0 > end && $0 <= start }
    }

    package var isFast: Bool {
        let share = Double(Self.days) / Double(Self.days + Self.daysBefore)
        return now >= Self.questionsMin
            && BinomialTail.atLeast(now, of: now + before, rate: share) <= Self.probabilityMax
    }
}
