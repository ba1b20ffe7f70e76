import Answering
import Embedding
import Foundation
import Knowledge
import Retrieval
import Testing

/// What people answered beside texts, with the vectors of the real model: the sets of `AgreementTests`.
struct AgreementVectorTests {
    private struct Case: Decodable {
        let question: String
        let reply: String
        let text: String
        let finding: String
    }

    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let weights = root.appending(path: "Models/all-minilm-l6-v2.baton").path
    private static var hasWeights: Bool { FileManager.default.fileExists(atPath: weights) }

    private static func cases(_ name: String) throws -> [Case] {
        try String(contentsOf: root.appending(path: "Tests/Questions/\(name).jsonl"), encoding: .utf8)
            .split(separator: "\n").map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
    }

    @Test(
        .enabled(if: hasWeights, "there is no embedding model: script/weights fetches it"),
        arguments: [("agreement-tuning", 11, 0), ("agreement", 9, 2)])
    func `with vectors answers in other words are recognised, and hardly anything else is taken for one`(
        _ name: String, _ saying: Int, _ mistaken: Int
    ) async throws {
        let model = try MiniLM.load(Self.weights)
        defer { model.close() }
        let id = try #require(ArticleID("an-article"))
        var (kept, wrong, seen) = (0, [String](), [String]())
        for one in try Self.cases(name) {
            let language = one.question.contains("Gutschein") ? "de" : "en"
            let passages = Passages.cut(
                Revision(
                    article: Article(id: id, title: "A title", markdown: one.text), number: 1,
                    updatedAtMilliseconds: 0))
            let answer = try #require(
                Agreement(
                    question: one.question, replies: [one.reply], analyzer: Analyzer(language: language)))
            let vectors = try await model.vectors(
                of: [answer.text] + passages.map(\.text), isUrgent: false)
            let cosine = vectors.dropFirst().map { other in
                Double(zip(vectors[0], other).reduce(0) { $0 + $1.0 * $1.1 })
            }.max()
            let finding = answer.finding(in: passages, cosine: cosine)
            seen.append(
                "\(one.finding) \(finding) \(cosine ?? 0) \(answer.finding(in: passages, cosine: nil))")
            if one.finding == "says", finding == .says { kept += 1 }
            if one.finding != "says", finding == .says { wrong.append(one.text) }
        }
        let counts = "\(kept) of \(saying): \(seen.joined(separator: "\n"))"
        #expect(wrong.count <= mistaken && kept >= saying, "\(counts)")
    }
}
