import Calibration
package import Foundation
package import Retrieval

/// What an evaluation found. Where something was drawn, each draw is a run of its own.
package struct EvaluationReport: Sendable {
    package let snapshot: String
    package let embedder: String?
    package let articles: Int
    package let passages: Int
    /// The version of the model that made the confidences.
    package let confidence: String
    /// The confidence from which on the gate answered, 0...1.
    package let answerMin: Double
    /// Whether other constants of the fusion suit the labelled questions; `nil` without a look.
    package let fusion: FusionFit.Found?
    /// The share of questions without an answer that the library's own fit was made for; `nil` without one.
    package let unanswerable: Double?
    /// One or more, over the same questions but for those that a draw remembers.
    package let runs: [[EvaluationOutcome]]
    /// How the promised rate of errors held, if that was asked.
    package var bound: [BoundTrial.Result] = []

    init(
        _ index: SearchIndex, answerMin: Double, fusion: FusionFit.Found? = nil, unanswerable: Double? = nil,
        runs: [[EvaluationOutcome]]
    ) {
        self.fusion = fusion
        self.unanswerable = unanswerable
        (snapshot, embedder) = (index.current.id, index.current.embedder)
        (articles, passages) = (index.current.articleCount, index.current.passageCount)
        (confidence, self.answerMin, self.runs) = (index.confidence.version, answerMin, runs)
    }

    /// Of the first run.
    package var outcomes: [EvaluationOutcome] { runs.first ?? [] }

    /// The mean of each figure over the runs, in the order of the table.
    package var figures: [(name: String, value: Double)] {
        spreads.map { ($0.name, $0.mean) }
    }

    /// Mean and standard deviation over the runs; the deviation is 0 for one run.
    private var spreads: [(name: String, mean: Double, deviation: Double)] {
        let all = runs.map { EvaluationFigures($0.map(EvaluationMark.init)) }
        return (all.first?.all ?? []).map { figure in
            // Later draws find the vectors made.
            let values = figure.isTime ? [figure.value] : all.compactMap { $0[figure.name] }
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
            return (figure.name, mean, deviation)
        }
    }

    package var table: String {
        let heading =
            [
                "\(articles) articles, \(passages) passages, snapshot \(snapshot), "
                    + (embedder.map { "vectors by \($0)" } ?? "by words alone"),
                "confidence \(confidence), answers from \(String(format: "%.3f", answerMin)) on"
                    + (runs.count > 1 ? ", mean and deviation of \(runs.count) draws" : ""),
            ] + unanswerableRow + fusionRows
        let spreads = spreads
        let width = (spreads.map(\.name.count).max() ?? 0) + 2
        let rows = spreads.map { name, mean, deviation in
            let isCount = mean == mean.rounded() && !name.contains("_ms_") && mean > 1
            let value = isCount ? String(Int(mean)) : String(format: "%.3f", mean)
            let spread = runs.count > 1 ? String(format: "  ± %.3f", deviation) : ""
            return name.padding(toLength: width, withPad: " ", startingAt: 0) + value + spread
        }
        return (heading + [""] + rows + boundRows).joined(separator: "\n")
    }

    private var unanswerableRow: [String] {
        unanswerable.map { [String(format: "fitted for %.3f of the questions without an answer", $0)] } ?? []
    }

    private var fusionRows: [String] {
        guard let fusion else { return [] }
        let verdict = fusion.isBetter ? "taken" : "not taken, no better beyond chance"
        let hits = [fusion.hitHeldOut, fusion.hitBefore].map { String(format: "%.3f", $0) }
        return [
            "fusion by \(fusion.constants.words): \(verdict)",
            "  first hits \(hits[0]) instead of \(hits[1]) on \(fusion.cases) held-out questions, "
                + String(format: "%.1f deviations", fusion.deviations),
        ]
    }

    private var boundRows: [String] {
        guard !bound.isEmpty else { return [] }
        let width = max(7, bound.map(\.name.count).max() ?? 0) + 2
        func row(_ name: String, _ cells: [String]) -> String {
            name.padding(toLength: width, withPad: " ", startingAt: 0)
                + cells.map { String(repeating: " ", count: max(0, 12 - $0.count)) + $0 }.joined()
        }
        let rows = bound.map { result in
            row(
                result.name,
                [
                    String(result.runs), String(result.chosen), String(result.violations),
                    result.violationsBeyondMargin.map(String.init) ?? "-",
                    String(format: "%.3f", result.coverage), String(format: "%.3f", result.coverageMax),
                ])
        }
        let titles = ["runs", "chosen", "violated", "beyond luck", "coverage", "at most"]
        return ["", row("bound", titles)] + rows
    }

    /// Tries the promise that these settings make.
    package mutating func tryBound(_ settings: Settings) {
        let trial = BoundTrial(
            errorMax: settings.promise.errorMax, certainty: settings.promise.certainty)
        bound = trial.generated()
        let judged = outcomes.compactMap { outcome in
            outcome.confidence.map { (confidence: $0, isRight: outcome.isRight) }
        }
        if !judged.isEmpty { bound.append(trial.splits("these questions, in halves", judged)) }
    }

    /// Everything, one JSON object.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let spreads = spreads
        func named(_ value: (_ row: (name: String, mean: Double, deviation: Double)) -> Double)
            -> [String: Double]
        { Dictionary(spreads.map { ($0.name, value($0)) }, uniquingKeysWith: { first, _ in first }) }
        return try encoder.encode(
            EvaluationDocument(
                snapshot: snapshot, embedder: embedder, articles: articles, passages: passages,
                confidence: confidence, answerMin: answerMin, runs: runs.count,
                figures: named { $0.mean }, deviations: runs.count > 1 ? named { $0.deviation } : nil,
                bound: bound.isEmpty ? nil : bound, fusion: fusion, outcomes: outcomes))
    }
}

/// A report as a file. What is optional is absent from files of earlier versions.
package struct EvaluationDocument: Codable, Sendable {
    let snapshot: String
    let embedder: String?
    let articles: Int
    let passages: Int
    let confidence: String?
    let answerMin: Double?
    let runs: Int?
    let figures: [String: Double]
    let deviations: [String: Double]?
    let bound: [BoundTrial.Result]?
    let fusion: FusionFit.Found?
    /// Of the first run.
    let outcomes: [EvaluationOutcome]

    private enum CodingKeys: String, CodingKey {
        case snapshot, embedder, articles, passages, confidence, runs, figures, deviations, bound, fusion
        case outcomes
        case answerMin = "answer_min"
    }

    /// Reads what `--json` wrote.
    package static func read(_ path: String) throws -> EvaluationDocument {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw QuestionFile.Failure(lines: ["\(path): there is no such file, or it cannot be read."])
        }
        guard let document = try? JSONDecoder().decode(EvaluationDocument.self, from: data) else {
            throw QuestionFile.Failure(lines: [
                "\(path): this is no evaluation: name a file that `baton evaluate --json` wrote."
            ])
        }
        return document
    }
}
