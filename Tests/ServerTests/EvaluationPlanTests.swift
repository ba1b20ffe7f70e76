import BatonServer
import BatonTesting
import Foundation
import Knowledge
import Retrieval
import Testing

/// What an evaluation draws, learns and leaves out.
struct EvaluationPlanTests {
    private func revision(_ id: String, _ phrasings: [String]) throws -> Revision {
        let title = id.replacing("-", with: " ")
        let article = Article(
            id: try #require(ArticleID(id)), title: title, markdown: title, phrasings: phrasings)
        return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
    }

    private func evaluation() async throws -> Evaluation {
        let embedder = WordEmbedder()
        let revisions = [
            try revision("late-parcel", ["where is my parcel", "my parcel is late", "parcel not here yet"]),
            try revision("refunds", ["I want a refund", "when do I get my money back", "refund my order"]),
            try revision("opening-hours", ["when are you open", "are you open on sunday"]),
        ]
        let index = try await EphemeralIndex.make(revisions, embedder: embedder)
        return Evaluation(index: index, embedder: embedder)
    }

    private func question(_ text: String, _ id: String? = nil) -> LabelledQuestion {
        LabelledQuestion(text: text, page: nil, expected: id.flatMap { ArticleID($0) }.map { [$0] } ?? [])
    }

    private var asked: [LabelledQuestion] {
        [
            question("where is the parcel that I ordered", "late-parcel"),
            question("get the money back for my refund", "refunds"),
            question("are you open on monday", "opening-hours"),
            question("how do I breed rabbits in winter"), question("do rabbits eat parcel paper"),
            question("which rabbits are open minded"),
        ]
    }

    private var unanswered: [LabelledQuestion] {
        asked.suffix(2)
            + ["what do rabbits eat", "how do rabbits sleep", "can rabbits swim", "why do rabbits hop"].map {
                question($0)
            }
    }

    @Test func `what is drawn into the memory is a measure of the rest, and is not asked itself`()
        async throws
    {
        let plan = EvaluationPlan(
            questions: asked, remembered: .init(count: 6, questions: unanswered), draws: 1)
        let report = try await evaluation().run(plan)
        #expect(report.outcomes.map(\.question) == asked.prefix(4).map(\.text))
        let nearness = report.outcomes.map { $0.measures["unanswered_cosine"] ?? -1 }
        #expect(nearness[3] > nearness[0])
    }

    @Test func `each draw is a run of its own, the same in every evaluation`() async throws {
        let plan = EvaluationPlan(
            questions: asked, remembered: .init(count: 2, questions: unanswered), draws: 5)
        let (first, second) = (try await evaluation().run(plan), try await evaluation().run(plan))
        #expect(first.runs.count == 5)
        let measures = first.runs.map { $0.map { $0.measures["unanswered_cosine"] } }
        #expect(Set(measures).count > 1)
        #expect(measures == second.runs.map { $0.map { $0.measures["unanswered_cosine"] } })
        #expect(first.table.contains("mean and deviation of 5 draws"))
        #expect(first.table.contains("±"))
    }

    @Test func `without vectors nothing can be remembered, and it says so`() async throws {
        let index = try await EphemeralIndex.make([try revision("refunds", ["refund"])], embedder: nil)
        let plan = EvaluationPlan(questions: asked, remembered: .init(count: 1, questions: unanswered))
        await #expect(throws: QuestionFile.Failure.self) { try await Evaluation(index: index).run(plan) }
    }

    @Test func `labelled questions fit the confidence that is measured`() async throws {
        let fitted = (0..<30).flatMap { number in
            [
                question("where is my parcel \(number)", "late-parcel"),
                question("rabbits of kind \(number) in the parcel", nil),
            ]
        }
        let report = try await evaluation().run(EvaluationPlan(questions: asked, fitted: fitted))
        #expect(report.confidence == "evaluation")
        #expect(report.outcomes.allSatisfy { (0...1).contains($0.measures["confidence"] ?? -1) })
    }

    @Test func `a library that is large enough fits its confidence on itself, as a server does`() async throws
    {
        let embedder = WordEmbedder()
        let revisions = try (0..<40).map { topic in
            try revision(
                "topic-\(topic)",
                (0..<6).map { "thing\(topic) part\(topic) number \($0) of colour\(($0 + topic) % 7)" })
        }
        let index = try await EphemeralIndex.make(revisions, embedder: embedder)
        let questions = (0..<40).map { question("where is part\($0) of thing\($0)", "topic-\($0)") }
        let report = try await Evaluation(index: index, embedder: embedder, revisions: revisions).run(
            EvaluationPlan(questions: questions + asked.suffix(2)))
        #expect(report.confidence.hasPrefix("day0-"))
        #expect(report.outcomes.allSatisfy { (0...1).contains($0.measures["confidence"] ?? -1) })
    }

    @Test func `labelled questions of one kind fit nothing, and it says what is missing`() async throws {
        let plan = EvaluationPlan(
            questions: asked, fitted: (0..<50).map { question("rabbits of kind \($0)") })
        let failure = await #expect(throws: QuestionFile.Failure.self) {
            try await evaluation().run(plan)
        }
        #expect(failure?.description.contains("--fit-oos") == true)
    }

    @Test(arguments: [true, false])
    func `questions of one kind have no ranking, and every other figure`(isAnswerable: Bool) async throws {
        let some = asked.filter { $0.expected.isEmpty != isAnswerable }
        let report = try await evaluation().run(EvaluationPlan(questions: some))
        let names = report.figures.map(\.name)
        #expect(!names.contains("unanswerable_auroc"))
        #expect(names.contains("hit_1") == isAnswerable)
        #expect(names.contains("right_ece"))
        #expect(report.figures.allSatisfy { $0.value.isFinite })
        _ = try report.json()
    }

    @Test func `no question at all gives an empty report`() async throws {
        let report = try await evaluation().run(EvaluationPlan(questions: []))
        #expect(report.figures.map(\.name) == ["questions", "answerable"])
        _ = try report.json()
    }
}
