import Answering
import Calibration
package import Knowledge
import LanguageModel
import Logging
import Retrieval

/// An evaluation with the same parts that a server with these settings has.
package struct EvaluationBench: Sendable {
    /// What the operator should know about the search, or `nil` when all is as it should be.
    package let note: String?
    package let evaluation: Evaluation
    private let choice: AnswererChoice
    private let embedding: EmbeddingRoom

    /// - Parameters:
    ///   - followUps: what becomes of questions with turns before them.
    ///   - writesAnswers: whether answers are written too, by the model if there is one.
    package init(
        settings: Settings, revisions: [Revision], followUps: FollowUps = .model, writesAnswers: Bool
    ) async throws {
        embedding = try EmbeddingRoom(settings, logger: Logger(label: "baton"))
        note = embedding.note
        let embedder = try await embedding.connected().map { MemoEmbedder($0) }
        let index = try await EphemeralIndex.make(revisions, embedder: embedder)
        let choice = try AnswererChoice(settings, logger: Logger(label: "baton"))
        let assistant = Assistant(
            index: index, answerer: choice.answerer, rules: choice.rules,
            ownNames: { settings.ownNames }, answerMin: { _, _ in settings.answerMin },
            rewriter: { choice.rewriter })
        let limit = settings.answering.rewritingMillisecondsMax
        let answer: Evaluation.Answer = { query, findings in
            await Self.answer(query, findings, assistant)
        }
        evaluation = Evaluation(
            index: index, embedder: embedder, revisions: revisions,
            answerMin: { ThresholdBoard.initial($0.map(LibraryFit.init), settings.promise).threshold },
            followUps: followUps,
            rewrite: { await Self.rewriting($0, assistant, withinMilliseconds: limit) },
            answer: writesAnswers ? answer : nil)
        self.choice = choice
    }

    package func close() async {
        await choice.close()
        await embedding.close()
    }

    /// The articles of a file or a folder.
    package static func revisions(at path: String) throws -> [Revision] {
        try ArticleImportFolder(path).read().articles.map {
            Revision(article: $0, number: 1, updatedAtMilliseconds: 0)
        }
    }

    private static func rewriting(
        _ question: LabelledQuestion, _ assistant: Assistant, withinMilliseconds: Int
    ) async -> Evaluation.Rewriting? {
        let clock = ContinuousClock()
        let start = clock.now
        let rewritten = await assistant.rewritten(
            question.text, after: question.context, withinMilliseconds: withinMilliseconds)
        return rewritten.map {
            Evaluation.Rewriting(
                text: $0.text, failure: $0.failure, milliseconds: (clock.now - start).milliseconds)
        }
    }

    private static func answer(
        _ query: Query, _ findings: Findings, _ assistant: Assistant
    ) async -> Evaluation.Shown? {
        let clock = ContinuousClock()
        let start = clock.now
        let rehearsal = await assistant.rehearse(query, findings)
        return Evaluation.Shown(
            sentences: rehearsal.shown, unsupported: rehearsal.unsupported, withheld: rehearsal.withheld,
            failure: rehearsal.failure, milliseconds: (clock.now - start).milliseconds)
    }
}
