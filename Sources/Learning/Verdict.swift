package import Conversations

/// What a publication did to the questions that failed, and to those that were answered well.
package struct Verdict: Hashable, Sendable, Codable {
    package enum Word: String, Hashable, Sendable, Codable, CaseIterable {
        /// Most of the questions are now answered rightly, and nothing broke.
        case proves
        /// Some are.
        case partly
        case noEffect = "no_effect"
        /// Questions that were answered rightly are not any more.
        case breaks
    }

    /// The share of the questions that is answered rightly where an article proves itself: the same as
    /// makes a fix live where its pace is measured.
    package static let provenMin = 0.6

    package let word: Word
    package let questions: Int
    /// Answered rightly before and after.
    package let before: Int
    package let after: Int
    /// Of the questions that were answered well: tried, and broken.
    package let tried: Int
    package let broken: Int
    package let at: Timestamp

    package init(_ replay: Replay, at: Timestamp) {
        questions = replay.pairs.count
        before = replay.pairs.count(where: \.before.isRight)
        after = replay.pairs.count(where: \.after.isRight)
        tried = replay.regression.count
        broken = replay.broken.count
        self.at = at
        let isMost = Double(after) >= Self.provenMin * Double(max(1, questions))
        word =
            if broken > 0 {
                .breaks
            } else if after <= before {
                .noEffect
            } else {
                isMost ? .proves : .partly
            }
    }
}
