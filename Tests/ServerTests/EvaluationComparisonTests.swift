import BatonServer
import Foundation
import Testing

/// What changed between two evaluations, and what only wavered.
struct EvaluationComparisonTests {
    /// Answerable and not in turn; `isFound` and `confidence` say what came back for each.
    private func outcomes(
        _ count: Int, isFound: (Int) -> Bool, confidence: (Int) -> Double
    ) -> [EvaluationOutcome] {
        (0..<count).map { number in
            let isAnswerable = number % 2 == 0
            let rank = isAnswerable ? (isFound(number) ? 1 : 2) : nil
            return EvaluationOutcome(
                question: "question \(number)", expected: isAnswerable ? ["a"] : [], found: ["a"], rank: rank,
                ranks: rank.map { [$0] }, isAnswered: confidence(number) > 0.5, milliseconds: 1, shown: nil,
                measures: ["confidence": confidence(number)])
        }
    }

    private func document(_ outcomes: [EvaluationOutcome]) throws -> EvaluationDocument {
        struct Old: Encodable {
            let snapshot = "s"
            let articles = 1
            let passages = 1
            let figures: [String: Double] = [:]
            let outcomes: [EvaluationOutcome]
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: path) }
        try JSONEncoder().encode(Old(outcomes: outcomes)).write(to: path)
        return try EvaluationDocument.read(path.path)
    }

    private func waver(_ number: Int) -> Double { Double(number * 7919 % 100) / 100 }

    @Test func `the same outcomes changed nothing`() throws {
        let same = outcomes(200, isFound: { $0 % 10 != 0 }, confidence: waver)
        let comparison = try EvaluationComparison(old: try document(same), new: same, draws: 20)
        #expect(comparison.rows.count > 10)
        #expect(comparison.rows.allSatisfy { $0.verdict == .noise })
        #expect(!comparison.isWorse)
        #expect(comparison.table.contains("Nothing changed beyond noise."))
    }

    @Test func `a few answers more or less are noise`() throws {
        let old = outcomes(200, isFound: { $0 % 20 != 0 }, confidence: waver)
        let new = outcomes(200, isFound: { $0 % 20 != 2 }, confidence: waver)
        let comparison = try EvaluationComparison(old: try document(old), new: new, draws: 50)
        #expect(comparison.rows.first { $0.name == "hit_1" }?.verdict == .noise)
    }

    @Test func `many right answers lost are worse, and got back are better`() throws {
        let good = outcomes(400, isFound: { _ in true }, confidence: waver)
        let bad = outcomes(400, isFound: { $0 % 6 != 0 }, confidence: waver)
        let fall = try EvaluationComparison(old: try document(good), new: bad, draws: 50)
        #expect(fall.isWorse)
        #expect(fall.rows.first { $0.name == "hit_1" }?.verdict == .worse)
        #expect(fall.rows.first { $0.name == "hit_5" }?.verdict == .noise)
        #expect(fall.table.contains("hit_1 (worse)"))
        let rise = try EvaluationComparison(old: try document(bad), new: good, draws: 50)
        #expect(!rise.isWorse)
        #expect(rise.rows.first { $0.name == "hit_1" }?.verdict == .better)
    }

    @Test func `a confidence that stops telling apart is worse although nothing else changed`() throws {
        let good = outcomes(300, isFound: { _ in true }) { $0 % 2 == 0 ? 0.9 : 0.2 }
        let bad = outcomes(300, isFound: { _ in true }, confidence: waver)
        let comparison = try EvaluationComparison(old: try document(good), new: bad, draws: 50)
        #expect(comparison.rows.first { $0.name == "unanswerable_auroc" }?.verdict == .worse)
        #expect(comparison.rows.first { $0.name == "hit_1" }?.verdict == .noise)
    }

    @Test func `only questions that both have are compared, and without any it says so`() throws {
        let old = outcomes(100, isFound: { _ in true }, confidence: waver)
        let comparison = try EvaluationComparison(
            old: try document(old), new: Array(old.prefix(60)), draws: 5)
        #expect(comparison.paired == 60)
        #expect(comparison.unpaired == 40)
        #expect(throws: QuestionFile.Failure.self) {
            try EvaluationComparison(old: try document(old), new: [], draws: 5)
        }
    }

    @Test func `a file of an earlier version is read`() throws {
        let text = """
            {"articles": 2, "embedder": "e", "figures": {"hit_1": 1}, "outcomes": [{"expected": ["a"], \
            "found": ["a"], "isAnswered": true, "measures": {"coverage": 0.5}, "milliseconds": 3, \
            "question": "q", "rank": 1}], "passages": 3, "snapshot": "s"}
            """
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: path) }
        try text.write(to: path, atomically: true, encoding: .utf8)
        let document = try EvaluationDocument.read(path.path)
        let new = EvaluationOutcome(
            question: "q", expected: ["a"], found: ["a"], rank: 1, ranks: [1], isAnswered: true,
            milliseconds: 1, shown: nil, measures: [:])
        let comparison = try EvaluationComparison(old: document, new: [new], draws: 5)
        #expect(comparison.rows.first { $0.name == "ndcg_10" }?.old == 1)
    }

    @Test func `a file that is none is refused`() {
        #expect(throws: QuestionFile.Failure.self) { try EvaluationDocument.read("/nowhere.json") }
        #expect(throws: QuestionFile.Failure.self) { try EvaluationDocument.read(#filePath) }
    }
}
