import BatonServer
import BatonTesting
import Foundation
import Knowledge
import Retrieval
import Testing

struct EvaluationTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "baton-evaluation-\(UUID().uuidString)")

    private func file(_ name: String, _ text: String) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let url = folder.appending(path: name)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }

    private func failure(_ name: String, _ text: String) throws -> String {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try file(name, text)
        let error = #expect(throws: QuestionFile.Failure.self) { try QuestionFile.read(path) }
        return error?.description.replacing(folder.path + "/", with: "") ?? ""
    }

    private var questions: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Questions")
    }

    @Test(arguments: [("handbook.jsonl", 100, 30), ("handbook-tuning.jsonl", 120, 40)])
    func `the frozen questions on the handbook are unchanged`(name: String, count: Int, open: Int) throws {
        let read = try QuestionFile.read(questions.appending(path: name).path)
        #expect(read.count == count)
        #expect(read.count { $0.expected.isEmpty } == open)
    }

    @Test func `a changed question in a frozen file is refused`() throws {
        let text = try String(contentsOf: questions.appending(path: "handbook.jsonl"), encoding: .utf8)
        #expect(
            try failure("changed.jsonl", text.replacing("h001", with: "h999"))
                == "changed.jsonl:1: the questions are not the ones that were frozen: their hash has changed."
        )
    }

    @Test func `every mistake in a file of questions is named with its line`() throws {
        let text = """
            {"question": "one", "expected": ["refunds"]}
            no json
            {"question": "two", "expected": ["Not An Id"]}
            """
        let lines = try failure("some.jsonl", text).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("some.jsonl:2: write {\"question\""))
        #expect(lines[1] == "some.jsonl:3: `Not An Id` is no article id.")
    }

    @Test func `quoted fields of a table may hold commas, quotation marks and line ends`() throws {
        let path = try file(
            "some.csv", "text,label\r\n\"a, \"\"b\"\"\nc\",Card_arrival?\nplain,other_thing\n")
        defer { try? FileManager.default.removeItem(at: folder) }
        let read = try QuestionFile.read(path)
        #expect(read.map(\.text) == ["a, \"b\"\nc", "plain"])
        #expect(read.map { $0.expected.map(\.value) } == [["card-arrival"], ["other-thing"]])
    }

    @Test func `a row of another width and a table without its header are named`() throws {
        #expect(try failure("wide.csv", "text,label\na,b,c\n") == "wide.csv:2: 3 columns, 2 are needed.")
        #expect(
            try failure("bare.csv", "hello,card\n")
                == "bare.csv:1: the first line names the columns: text,label.")
    }

    @Test func `the figures count what came back`() async throws {
        let path = try file(
            "topics.csv",
            "text,label\nwhere is my parcel,parcels\nmy parcel is late,parcels\nI want a refund,refunds\n")
        defer { try? FileManager.default.removeItem(at: folder) }
        let index = try await EphemeralIndex.make(try TopicTable.revisions(path), embedder: WordEmbedder())
        #expect(index.current.articleCount == 2)
        let parcels = try #require(ArticleID("parcels"))
        let questions = [
            LabelledQuestion(text: "where is my parcel", page: nil, expected: [parcels]),
            LabelledQuestion(text: "I want a refund for my parcel", page: nil, expected: [parcels]),
            LabelledQuestion(text: "what is the weather in Paris", page: nil, expected: []),
        ]
        let report = try await Evaluation(index: index).run(EvaluationPlan(questions: questions))
        let figures = Dictionary(report.figures, uniquingKeysWith: { first, _ in first })
        #expect(figures["questions"] == 3)
        #expect(figures["answerable"] == 2)
        #expect(figures["hit_1"] == 0.5)
        #expect(figures["hit_5"] == 1)
        #expect(figures["mrr_10"] == 0.75)
        #expect(figures["ndcg_10"].map { abs($0 - (1 + 1 / log2(3)) / 2) < 1e-9 } == true)
        #expect(figures["right_auroc"] != nil)
        #expect(figures["unanswerable_auroc"] == 1)
        let json = try JSONSerialization.jsonObject(with: try report.json()) as? [String: Any]
        #expect((json?["outcomes"] as? [Any])?.count == 3)
        #expect(report.table.contains("hit_1"))
    }
}
