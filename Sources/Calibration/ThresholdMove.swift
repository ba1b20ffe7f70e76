package import Conversations

/// A threshold that moved, and what that changed for the questions of one window.
package struct ThresholdMove: Hashable, Sendable, Codable {
    /// The latest moves that the state keeps: it is read at every look.
    package static let keptMax = 20

    /// Why it moved. A closed list: the page says it in words.
    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// Answers were judged.
        case judged
        /// Recent answers erred too often.
        case drift
        /// Another model gives the confidences, by a fit or by hand.
        case model
        /// The operator asks for another error rate or certainty.
        case promise
    }

    /// What it means to answer from a threshold on, by the outcomes of a window.
    package struct Effect: Hashable, Sendable, Codable {
        package let threshold: Double
        /// The share of the window's questions that are answered, 0...1; `nil` without any question.
        package let coverage: Double?
        /// The true error rate is at most this, with the operator's certainty, by the test that chooses
        /// thresholds; `nil` where too little is judged to say it.
        package let upperBound: Double?

        init(_ threshold: Double, _ window: ScoredWindow, _ search: BoundSearch) {
            self.threshold = threshold
            coverage = CertaintyReport.coverage(window.all, from: threshold)
            upperBound = search.upperBound(of: threshold, in: window.usable)
        }
    }

    package let at: Timestamp
    package let cause: Cause
    /// The model in force since.
    package let version: String
    /// Questions of the window.
    package let questions: Int
    package let before: Effect
    package let after: Effect
}

extension CalibrationState {
    mutating func note(_ move: ThresholdMove) {
        moves = (moves ?? []).suffix(ThresholdMove.keptMax - 1) + [move]
    }

    /// Why the whole moved since `before`; `nil` when it did not.
    ///
    /// A version that is put in force by hand is worth a note also where the threshold stays. That of the
    /// library changes with every publication, and is not.
    func cause(
        since before: CalibrationState, from was: Standing, to now: Standing
    ) -> ThresholdMove.Cause? {
        if drift != before.drift { return .drift }
        let known = before.model ?? moves?.last?.version
        let isOther = known != nil && known != model
        let hasMoved = was.threshold != now.threshold || was.basis != now.basis
        guard hasMoved || (isOther && before.model == nil) else { return nil }
        if isOther { return .model }
        return before.promise.map { $0 != promise } == true ? .promise : .judged
    }
}
