/// Chooses the threshold from which on answers keep an allowed error rate, with a stated certainty.
///
/// The thresholds are tested in an order that no label has touched, from the safest downwards, and testing
/// stops at the first that fails. So the chance of ever accepting one that errs too often is at most
/// `1 - certainty`, however many are tested (Angelopoulos et al., "Learn then Test", 2021, fixed sequence
/// testing; the test of each is the bound of Clopper and Pearson).
package enum FixedSequence {
    /// Each candidate answers this many times as much as the one before. Testing every confidence in turn
    /// would stop at the first run of bad luck; where to test is chosen from the confidences alone.
    static let growth = 1.05

    /// The threshold that was chosen, and what it rests on.
    package struct Choice: Sendable, Hashable, Codable {
        /// Answers are given from this confidence on.
        package let threshold: Double
        /// Judged questions with at least this confidence.
        package let answered: Int
        /// Those of them that were answered wrongly.
        package let errors: Int
        /// The largest error rate that they leave possible at the stated certainty, 0...1.
        package let upperBound: Double

        package init(threshold: Double, answered: Int, errors: Int, upperBound: Double) {
            self.threshold = threshold
            self.answered = answered
            self.errors = errors
            self.upperBound = upperBound
        }
    }

    /// The lowest threshold that passed; `nil` when there are fewer than `countMin`, or the safest fails.
    ///
    /// - Parameters:
    ///   - judged: confidence and verdict of each judged answer, in any order; without a number for a
    ///     confidence it is left out.
    ///   - errorMax: the allowed error rate among answers, 0...1.
    ///   - certainty: that the choice keeps it, 0...1.
    ///   - countMin: judged answers of the first candidate.
    package static func choose(
        judged: [(confidence: Double, isRight: Bool)], errorMax: Double, certainty: Double,
        countMin: Int = 100
    ) -> Choice? {
        let sorted = judged.filter { !$0.confidence.isNaN }.sorted { $0.confidence > $1.confidence }
        var (chosen, errors, due) = (Choice?.none, 0, max(1, countMin))
        for (index, answer) in sorted.enumerated() {
            if !answer.isRight { errors += 1 }
            let count = index + 1
            let isTied = count < sorted.count && sorted[count].confidence == answer.confidence
            guard !isTied, count >= due || (count == sorted.count && count >= countMin) else { continue }
            let bound = ClopperPearson.upper(errors: errors, of: count, certainty: certainty)
            guard bound <= errorMax else { return chosen }
            chosen = Choice(
                threshold: answer.confidence, answered: count, errors: errors, upperBound: bound)
            due = max(count + 1, Int(Double(count) * growth))
        }
        return chosen
    }
}
