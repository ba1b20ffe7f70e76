/// Chooses the threshold from which on answers keep an allowed error rate, with a stated certainty.
///
/// The thresholds are tested in an order that no label has touched, from the safest downwards, and testing
/// stops at the first that fails. So the chance of ever accepting one that errs too often is at most
/// `1 - certainty`, however many are tested (Angelopoulos et al., "Learn then Test", 2021, fixed sequence
/// testing; the test of each is the bound of Clopper and Pearson).
///
/// Two errors among the first hundred would end all of it for ever, however good the next thousand are. So
/// testing begins at several places, each with its part of the chance to be wrong (the same paper, fixed
/// sequence testing with several starts), and the lowest threshold that any of them reaches is taken.
package enum FixedSequence {
    /// Each candidate answers this many times as much as the one before. Testing every confidence in turn
    /// would stop at the first run of bad luck; where to test is chosen from the confidences alone.
    static let growth = 1.05
    /// Places to begin at, by how many times the first one's judged answers they have, as far as there are so
    /// many, and their parts of the chance to be wrong. The first keeps so much that one error among its
    /// hundred is still no end at 5 % allowed and 95 % certain: with halves of the chance it is.
    static let starts = [(times: 1, part: 0.8), (times: 4, part: 0.2)]

    /// How many judged answers the next candidate has.
    package static func next(after judged: Int) -> Int { max(judged + 1, Int(Double(judged) * growth)) }

    /// The lowest candidate that is reached from one of the starts; `nil` where each fails at once.
    ///
    /// - Parameters:
    ///   - candidates: from the safest downwards, chosen without a look at the labels.
    ///   - countMin: judged answers of the first start.
    ///   - count: the judged answers of a candidate.
    ///   - tested: the candidate with its bound at a certainty, where that is allowed; `nil` where not.
    package static func lowest<Candidate, Tested>(
        _ candidates: [Candidate], countMin: Int, certainty: Double, count: (Candidate) -> Int,
        tested: (Candidate, _ certainty: Double) -> Tested?
    ) -> Tested? {
        guard let most = candidates.last.map(count) else { return nil }
        let starts = starts.filter { countMin * $0.times <= most }
        let whole = starts.reduce(0) { $0 + $1.part }
        var lowest: (place: Int, tested: Tested)?
        for start in starts {
            let certainty = 1 - (1 - certainty) * start.part / whole
            for place in candidates.indices where count(candidates[place]) >= countMin * start.times {
                guard let passed = tested(candidates[place], certainty) else { break }
                if place > lowest?.place ?? -1 { lowest = (place, passed) }
            }
        }
        return lowest?.tested
    }

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

    /// The lowest threshold that passed; `nil` when there are fewer than `countMin`, or every start fails.
    ///
    /// - Parameters:
    ///   - judged: confidence and verdict of each judged answer, in any order; without a number for a
    ///     confidence it is left out.
    ///   - errorMax: the allowed error rate among answers, 0...1.
    ///   - certainty: that the choice keeps it, 0...1.
    ///   - countMin: judged answers of the first start.
    package static func choose(
        judged: [(confidence: Double, isRight: Bool)], errorMax: Double, certainty: Double,
        countMin: Int = 100
    ) -> Choice? {
        let sorted = judged.filter { !$0.confidence.isNaN }.sorted { $0.confidence > $1.confidence }
        var (candidates, errors, due) = (
            [(threshold: Double, count: Int, errors: Int)](), 0, max(1, countMin)
        )
        for (index, answer) in sorted.enumerated() {
            if !answer.isRight { errors += 1 }
            let count = index + 1
            let isTied = count < sorted.count && sorted[count].confidence == answer.confidence
            guard !isTied, count >= due || (count == sorted.count && count >= countMin) else { continue }
            candidates.append((answer.confidence, count, errors))
            due = next(after: count)
        }
        return lowest(candidates, countMin: max(1, countMin), certainty: certainty, count: \.count) {
            candidate, certainty in
            let bound = ClopperPearson.upper(
                errors: candidate.errors, of: candidate.count, certainty: certainty)
            guard bound <= errorMax else { return nil }
            return Choice(
                threshold: candidate.threshold, answered: candidate.count, errors: candidate.errors,
                upperBound: bound)
        }
    }
}
