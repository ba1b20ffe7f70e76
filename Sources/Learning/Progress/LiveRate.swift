package import Conversations
import Kernels
import Knowledge

/// Of the questions that came after a gap's article, how many were answered without a person.
///
/// A question counts when it failed and was put into the gap, or when the article was found first for it. A
/// question about something else that only resembles the article and fails counts too: the rate is rather too
/// low than too high.
package struct LiveRate: Hashable, Sendable {
    /// From so many questions on an article is live, when `Verdict.provenMin` of them are answered: the same
    /// share as proves it in the replay.
    package static let questionsMin = 5

    package let answered: Int
    package let questions: Int
    /// When enough had come and enough of them were answered; `nil` while that has not been so.
    package let liveAt: Timestamp?

    /// Of all articles together.
    package init(_ rates: [LiveRate]) {
        answered = rates.reduce(0) { $0 + $1.answered }
        questions = rates.reduce(0) { $0 + $1.questions }
        liveAt = nil
    }

    /// - Parameter asked: in any order; what is not settled is left out.
    package init(_ asked: [AskedQuestion]) {
        var (answered, questions, liveAt) = (0, 0, Timestamp?.none)
        for one in asked.filter(\.isSettled).sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            questions += 1
            answered += one.isSolved ? 1 : 0
            let isEnough = Double(answered) >= Verdict.provenMin * Double(questions)
            if liveAt == nil, questions >= Self.questionsMin, isEnough { liveAt = one.at }
        }
        (self.answered, self.questions, self.liveAt) = (answered, questions, liveAt)
    }

    /// 0...1; `nil` where nothing was asked.
    package var share: Double? { questions == 0 ? nil : Double(answered) / Double(questions) }
    /// Its 95 % interval; 0...1 where nothing was asked.
    package var lower: Double { Wilson(successes: answered, of: questions).lower }
    package var upper: Double { Wilson(successes: answered, of: questions).upper }

    /// The questions that are like those of a gap, since its article was published.
    static func questions(
        like gap: Gap, among asked: [AskedQuestion], since: Timestamp
    ) -> [AskedQuestion] {
        asked.filter { $0.at > since && ($0.gap == gap.id || $0.candidate == gap.article?.value) }
    }
}
