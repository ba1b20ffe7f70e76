import Embedding
import Kernels
import Retrieval

extension Evaluation {
    /// As many as a server looks at.
    static let trafficMax = 2_000

    /// Learns what the plan allows, and asks its questions, once a draw.
    ///
    /// - Parameter progress: called with the number of questions asked so far, and how many there are.
    package func run(
        _ plan: EvaluationPlan, progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> EvaluationReport {
        var (runs, threshold) = ([[EvaluationOutcome]](), answerMin(nil))
        let fusion = try await fuse(plan.fitted)
        var share: Double?
        for number in 1...max(1, plan.draws) {
            let draw = plan.drawn(number)
            index.use(try await memory(of: draw.remembered))
            if plan.fitted.isEmpty {
                let found = try await dayZero(plan.traffic)
                share = found?.unanswerableShare
                index.use(dayZero: found)
                threshold = answerMin(found)
            } else {
                index.use(try await fit(draw.fitted))
            }
            let before = (number - 1) * draw.asked.count
            // Answers depend on what is drawn by the gate alone: they are written once.
            let outcomes = await outcomes(draw.asked, answerMin: threshold, writesAnswers: number == 1) {
                progress(before + $0, plan.draws * draw.asked.count)
            }
            runs.append(outcomes)
        }
        return EvaluationReport(index, answerMin: threshold, fusion: fusion, unanswerable: share, runs: runs)
    }

    /// Ranks by the constants that suit labelled questions, where these are better beyond chance.
    private func fuse(_ questions: [LabelledQuestion]) async throws -> FusionFit.Found? {
        guard let embedder else { return nil }
        // Files are often in the order of their labels.
        var numbers = SplitMix64(seed: UInt64(questions.count))
        let answerable = questions.filter { !$0.expected.isEmpty }.shuffled(using: &numbers)
        let snapshot = index.current
        var cases: [FusionCase] = []
        for (number, question) in answerable.prefix(FusionFit.casesMax).enumerated() {
            let query = Query(text: question.text, context: question.context, pageArea: question.page)
            let embedded = snapshot.embedded(query)
            guard !embedded.isEmpty,
                let vector = try await embedder.vectors(of: [embedded], isUrgent: false).first
            else { continue }
            let one = snapshot.fusionCase(query, vector: vector, right: Set(question.expected), group: number)
            if let one { cases.append(one) }
        }
        let found = FusionFit(cases, against: snapshot.constants).run()
        if let found, found.isBetter { try await index.use(found.constants) }
        return found
    }

    private func memory(of questions: [String]) async throws -> UnansweredMemory? {
        guard !questions.isEmpty else { return nil }
        guard let embedder else {
            throw QuestionFile.Failure(lines: [
                "Unanswered questions are remembered by their vectors, and this search goes by words alone."
            ])
        }
        var memory = UnansweredMemory(embedder: embedder.id, dimensions: embedder.dimensions)
        for (number, text) in questions.enumerated() {
            let embedded = Query(text: text).embedded
            guard !embedded.isEmpty else { continue }
            if let vector = try await embedder.vectors(of: [embedded], isUrgent: false).first {
                memory.remember(String(number), vector: vector)
            }
        }
        return memory
    }

    /// What a server fits on its library by itself; `nil` where the library is too small for it.
    private func dayZero(_ traffic: [LabelledQuestion]) async throws -> DayZero? {
        guard let embedder, let fit = DayZeroFit(index.current, of: revisions, memory: index.memory) else {
            return nil
        }
        var numbers = SplitMix64(seed: UInt64(traffic.count))
        let asked = Array(traffic.shuffled(using: &numbers).prefix(Self.trafficMax))
        let measures = await outcomes(asked, answerMin: 1, writesAnswers: false).map(\.measures)
        return fit.run(vectors: try await fit.vectors(by: embedder), traffic: measures)
    }

    /// A model fitted on labelled questions, which are asked as the others are.
    private func fit(_ questions: [LabelledQuestion]) async throws -> ConfidenceModel {
        let samples = await outcomes(questions, answerMin: 1, writesAnswers: false).map {
            ConfidenceSample(measures: $0.measures, isRight: $0.isRight)
        }
        guard let model = ConfidenceModel.fit(samples, version: "evaluation") else {
            throw QuestionFile.Failure(lines: [
                "Nothing can be fitted on these questions: the article found first must be right for some "
                    + "and wrong for others. Name questions without an answer with --fit-oos."
            ])
        }
        return model
    }
}
