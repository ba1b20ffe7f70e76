package import Foundation

/// The counts of an evaluation.
package struct EvaluationReport: Sendable {
    package let snapshot: String
    package let embedder: String?
    package let articles: Int
    package let passages: Int
    package let outcomes: [EvaluationOutcome]

    /// The figures by name, in the order of the table. Shares are 0...1.
    package var figures: [(name: String, value: Double)] {
        let answerable = outcomes.filter(\.isAnswerable)
        let others = outcomes.filter { !$0.isAnswerable }
        let answered = outcomes.filter(\.isAnswered)
        let right = answered.filter { $0.rank == 1 }
        let shown = outcomes.compactMap(\.shown)
        let times = outcomes.map(\.milliseconds).sorted()
        var figures: [(String, Double)] = [
            ("questions", Double(outcomes.count)),
            ("answerable", Double(answerable.count)),
            ("hit_1", Self.share(answerable.count { $0.rank == 1 }, answerable.count)),
            ("hit_5", Self.share(answerable.count { ($0.rank ?? .max) <= 5 }, answerable.count)),
            (
                "mrr_10",
                Self.share(
                    answerable.reduce(0) { $0 + ($1.rank.map { 1 / Double($0) } ?? 0) }, answerable.count)
            ),
            ("answered_share", Self.share(answered.count, outcomes.count)),
            ("answerable_answered", Self.share(answerable.count(where: \.isAnswered), answerable.count)),
            ("answerable_answered_right", Self.share(right.count, answerable.count)),
            ("unanswerable_answered", Self.share(others.count(where: \.isAnswered), others.count)),
            ("answered_wrong", Self.share(answered.count - right.count, answered.count)),
        ]
        if !shown.isEmpty {
            figures += [
                ("answers_written", Double(shown.count { $0.sentences > 0 })),
                ("model_failures", Double(shown.count { $0.failure != nil })),
                ("sentences_withheld", Double(shown.reduce(0) { $0 + $1.withheld })),
                ("sentences_shown", Double(shown.reduce(0) { $0 + $1.sentences })),
                ("sentences_shown_unsupported", Double(shown.reduce(0) { $0 + $1.unsupported })),
                ("answer_ms_median", Self.quantile(shown.map(\.milliseconds).sorted(), 0.5)),
            ]
        }
        figures += [
            ("search_ms_median", Self.quantile(times, 0.5)), ("search_ms_p95", Self.quantile(times, 0.95)),
        ]
        return figures
    }

    package var table: String {
        let heading =
            "\(articles) articles, \(passages) passages, snapshot \(snapshot), "
            + (embedder.map { "vectors by \($0)" } ?? "by words alone")
        let width = figures.map(\.name.count).max() ?? 0
        let rows = figures.map { name, value in
            let isCount = value == value.rounded() && !name.hasSuffix("_ms_median") && value > 1
            let text = isCount ? String(Int(value)) : String(format: "%.3f", value)
            return name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + text
        }
        return ([heading, ""] + rows).joined(separator: "\n")
    }

    private struct Document: Encodable {
        let snapshot: String
        let embedder: String?
        let articles: Int
        let passages: Int
        let figures: [String: Double]
        let outcomes: [EvaluationOutcome]
    }

    /// Everything, one JSON object.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(
            Document(
                snapshot: snapshot, embedder: embedder, articles: articles, passages: passages,
                figures: Dictionary(figures, uniquingKeysWith: { first, _ in first }), outcomes: outcomes))
    }

    private static func share(_ some: Int, _ all: Int) -> Double { share(Double(some), all) }

    private static func share(_ some: Double, _ all: Int) -> Double { all > 0 ? some / Double(all) : 0 }

    /// Of ascending values.
    private static func quantile(_ values: [Double], _ share: Double) -> Double {
        guard !values.isEmpty else { return 0 }
        return values[min(values.count - 1, Int(share * Double(values.count)))]
    }
}
