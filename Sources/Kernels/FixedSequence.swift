/// Chooses the threshold from which on answers keep an allowed error rate, with a stated certainty.
///
/// The thresholds are tested in an order that no label has touched, from the safest downwards, and testing
/// stops at the first that fails. So the chance of ever accepting one that errs too often is at most
/// `1 - certainty`, however many are tested (Angelopoulos et al., "Learn then Test", 2021, fixed sequence
/// testing; the test of each is the bound of Clopper and Pearson).
///
/// Two errors among the first hundred would end all of it for ever, however good the next thousand are. So
/// the chance to be wrong is divided between several places to begin, and a place from which testing comes
/// as far as the next hands its part on (the fallback procedure of Wiens and Dmitrienko, 2005). The lowest
/// threshold that passes is taken.
package enum FixedSequence {
    /// Each candidate answers this many times as much as the one before. Testing every confidence in turn
    /// would stop at the first run of bad luck; where to test is chosen from the confidences alone.
    static let growth = 1.05
    /// Places to begin at, by the share of all judged answers that they have, and their parts of the chance
    /// to be wrong. The first has the fewest that are allowed, and keeps so much that one error among a
    /// hundred is no end at 5 % allowed and 95 % certain: at less than .742 it would be.
    static let starts = [(share: 0.0, part: 0.75), (share: 0.5, part: 0.25)]

    /// How many judged answers the next candidate has.
    package static func next(after judged: Int) -> Int { max(judged + 1, Int(Double(judged) * growth)) }

    /// The lowest candidate that passes; `nil` where each place to begin fails at once.
    ///
    /// - Parameters:
    ///   - candidates: from the safest downwards, chosen without a look at the labels.
    ///   - count: the judged answers of a candidate.
    ///   - tested: the candidate with its bound at a certainty, where that is allowed; `nil` where not.
    package static func lowest<Candidate, Tested>(
        _ candidates: [Candidate], certainty: Double, count: (Candidate) -> Int,
        tested: (Candidate, _ certainty: Double) -> Tested?
    ) -> Tested? {
        let most = Double(candidates.last.map(count) ?? 0)
        var (ahead, part, lowest) = (starts[...], 0.0, Tested?.none)
        for candidate in candidates {
            while let start = ahead.first, Double(count(candidate)) >= start.share * most {
                part += start.part
                ahead.removeFirst()
            }
            guard part > 0 else { continue }
            if let passed = tested(candidate, 1 - (1 - certainty) * part) {
                lowest = passed
            } else {
                part = 0
            }
        }
        return lowest
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
    ///   - countMin: judged answers of the first candidate.
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
        return lowest(candidates, certainty: certainty, count: \.count) { candidate, certainty in
            let bound = ClopperPearson.upper(
                errors: candidate.errors, of: candidate.count, certainty: certainty)
            guard bound <= errorMax else { return nil }
            return Choice(
                threshold: candidate.threshold, answered: candidate.count, errors: candidate.errors,
                upperBound: bound)
        }
    }
}
