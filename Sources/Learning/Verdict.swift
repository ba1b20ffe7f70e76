package import Conversations

/// What a publication did to the questions that failed, and to those that were answered well.
package struct Verdict: Hashable, Sendable, Codable {
    package enum Word: String, Hashable, Sendable, Codable, CaseIterable {
        /// Most of the questions find the article, it says what people answered, and nothing broke.
        case proves
        /// Some more than before.
        case partly
        /// More find it than before; that its text answers them is not shown.
        case found
        case noEffect = "no_effect"
        /// Fewer of the gap's own questions are answered rightly than before.
        case worse
        /// Questions that were answered rightly are not any more.
        case breaks
    }

    /// The share of the questions that is answered rightly where an article proves itself: the same as
    /// makes a fix live where its pace is measured.
    package static let provenMin = 0.6
    /// Of so many of the questions a person's answer has to be known for that: one among forty would speak
    /// for all of them.
    package static let checkedMin = 0.25

    package let word: Word
    package let questions: Int
    /// Those that a person answered: only these can be right. `nil` in verdicts of before texts were held
    /// against answers, when `before` and `after` counted what was found.
    package let checked: Int?
    package let foundBefore: Int?
    package let found: Int?
    /// Answered rightly before and after, of `checked`.
    package let before: Int
    package let after: Int
    /// Of the questions that were answered well: tried, and broken.
    package let tried: Int
    package let broken: Int
    package let at: Timestamp

    package init(_ replay: Replay, at: Timestamp) {
        let pairs = replay.pairs
        let (checked, found) = (pairs.count(where: \.isChecked), pairs.count(where: \.after.isFound))
        let foundBefore = pairs.count(where: \.before.isFound)
        questions = pairs.count
        (self.checked, self.found, self.foundBefore) = (checked, found, foundBefore)
        before = pairs.count(where: \.before.isRight)
        after = pairs.count(where: \.after.isRight)
        tried = replay.regression.count
        broken = replay.broken.count
        self.at = at
        func isMost(_ some: Int, _ all: Int, _ share: Double) -> Bool {
            Double(some) >= share * Double(max(1, all))
        }
        let isProven =
            isMost(after, checked, Self.provenMin) && isMost(found, questions, Self.provenMin)
            && isMost(checked, questions, Self.checkedMin)
        word =
            if broken > 0 {
                .breaks
            } else if after < before {
                .worse
            } else if after > before {
                isProven ? .proves : .partly
            } else {
                found > foundBefore ? .found : .noEffect
            }
    }
}
