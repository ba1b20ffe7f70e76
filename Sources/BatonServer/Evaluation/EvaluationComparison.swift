import Foundation
import Kernels

/// What changed between two evaluations of the same questions, beyond noise.
///
/// Shares of questions are held against each other question by question (McNemar's exact test); other figures
/// by their spread when the questions are drawn again with replacement, in pairs (Efron and Tibshirani, "An
/// introduction to the bootstrap", 1993, chapter 6). As many figures are compared at once, each must be the
/// less likely (Bonferroni).
package struct EvaluationComparison: Sendable {
    static let draws = 400
    /// The chance of naming any figure although nothing changed, at most.
    static let chanceMax = 0.05

    package enum Verdict: String, Sendable, Hashable {
        case better, worse, changed
        case noise = ""
    }

    package struct Row: Sendable, Hashable {
        package let name: String
        package let old: Double
        package let new: Double
        /// How likely a difference as large is when nothing changed, 0...1.
        package let chance: Double
        package let verdict: Verdict
    }

    package let rows: [Row]
    /// Questions that both have.
    package let paired: Int
    package let unpaired: Int

    package var isWorse: Bool { rows.contains { $0.verdict == .worse } }

    /// Throws when the two have no question in common.
    package init(old: EvaluationDocument, new: [EvaluationOutcome], draws: Int = draws) throws {
        let pairs = Self.pairs(old.outcomes, new)
        guard !pairs.isEmpty else {
            throw QuestionFile.Failure(lines: [
                "The two evaluations have no question in common: compare runs over the same file."
            ])
        }
        paired = pairs.count
        unpaired = old.outcomes.count + new.count - 2 * pairs.count
        let (before, after) = (EvaluationFigures(pairs.map(\.old)), EvaluationFigures(pairs.map(\.new)))
        let compared = before.all.filter { after[$0.name] != nil && $0.isCompared }
        let spreads = Self.spreads(pairs, names: compared.map(\.name), draws: draws)
        rows = compared.map { figure in
            let now = after[figure.name] ?? figure.value
            let chance =
                Self.shares[figure.name].map { Self.chance(pairs, of: $0) }
                ?? Self.chance(now - figure.value, deviation: spreads[figure.name] ?? 0)
            let isNoise = chance * Double(compared.count) > Self.chanceMax
            return Row(
                name: figure.name, old: figure.value, new: now, chance: chance,
                verdict: isNoise ? .noise : Self.verdict(figure, now))
        }
    }

    private typealias Pair = (old: EvaluationMark, new: EvaluationMark)

    /// A question that a file holds twice is paired in the order in which it comes.
    private static func pairs(_ old: [EvaluationOutcome], _ new: [EvaluationOutcome]) -> [Pair] {
        struct Key: Hashable {
            let question: String
            let expected: [String]
        }
        var waiting = Dictionary(grouping: old.reversed()) {
            Key(question: $0.question, expected: $0.expected)
        }
        return new.compactMap { outcome in
            let key = Key(question: outcome.question, expected: outcome.expected)
            guard let match = waiting[key]?.popLast() else { return nil }
            return (EvaluationMark(match), EvaluationMark(outcome))
        }
    }

    /// Shares over a fixed set of questions: `nil` for a question outside it.
    private static let shares: [String: @Sendable (EvaluationMark) -> Bool?] = [
        "hit_1": { $0.isAnswerable ? $0.rank == 1 : nil },
        "hit_5": { $0.isAnswerable ? ($0.rank ?? .max) <= 5 : nil },
        "answered_share": { $0.isAnswered },
        "answerable_answered": { $0.isAnswerable ? $0.isAnswered : nil },
        "answerable_answered_right": { $0.isAnswerable ? $0.isAnswered && $0.isRight : nil },
        "unanswerable_answered": { $0.isAnswerable ? nil : $0.isAnswered },
    ]

    private static func chance(_ pairs: [Pair], of share: (EvaluationMark) -> Bool?) -> Double {
        let lost = pairs.count { share($0.old) == true && share($0.new) == false }
        let won = pairs.count { share($0.old) == false && share($0.new) == true }
        return BinomialTail.ofSplit(won, lost)
    }

    /// Two-sided, of a normal distribution.
    private static func chance(_ difference: Double, deviation: Double) -> Double {
        guard deviation > 0 else { return difference == 0 ? 1 : 0 }
        return erfc(abs(difference) / deviation / 2.0.squareRoot())
    }

    /// The standard deviation of each figure's difference over draws of the questions.
    private static func spreads(_ pairs: [Pair], names: [String], draws: Int) -> [String: Double] {
        var numbers = SplitMix64(seed: 1)
        var differences: [String: [Double]] = [:]
        for _ in 0..<draws {
            let drawn = pairs.indices.map { _ in Int.random(in: pairs.indices, using: &numbers) }
            let before = EvaluationFigures(drawn.map { pairs[$0].old })
            let after = EvaluationFigures(drawn.map { pairs[$0].new })
            for name in names where shares[name] == nil {
                guard let old = before[name], let new = after[name] else { continue }
                differences[name, default: []].append(new - old)
            }
        }
        return differences.mapValues { values in
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (squares / Double(max(1, values.count - 1))).squareRoot()
        }
    }

    private static func verdict(_ figure: EvaluationFigure, _ now: Double) -> Verdict {
        switch figure.direction {
        case .neither: .changed
        case .higher: now > figure.value ? .better : .worse
        case .lower: now < figure.value ? .better : .worse
        }
    }

    package var table: String {
        let width = (rows.map(\.name.count).max() ?? 0) + 2
        let lines = rows.map { row in
            row.name.padding(toLength: width, withPad: " ", startingAt: 0)
                + String(
                    format: "%9.3f%9.3f%+9.3f   p %.3f  %@", row.old, row.new, row.new - row.old, row.chance,
                    row.verdict.rawValue)
        }
        let named = rows.filter { $0.verdict != .noise }.map { "\($0.name) (\($0.verdict.rawValue))" }
        let verdict =
            named.isEmpty
            ? "Nothing changed beyond noise." : "Beyond noise: \(named.joined(separator: ", "))."
        let heading =
            "Against the earlier run, over \(paired) questions"
            + (unpaired > 0 ? "; \(unpaired) are in one of the two alone and do not count" : "")
        return ([heading, ""] + lines + ["", verdict]).joined(separator: "\n")
    }
}

extension EvaluationFigure {
    /// Times depend on what else the machine does, and counts of questions are those of the file.
    fileprivate var isCompared: Bool {
        !isTime && name != "questions" && name != "answerable"
    }
}
