import Calibration
package import Embedding
import Knowledge
import Logging
import Retrieval
package import Simulation

/// Runs the simulation: every way of running the desk over every seed.
package struct SimulationBench: Sendable {
    /// How a desk is run.
    private struct Arm {
        let name: String
        let learns: Bool
        let settings: Settings
    }

    private let settings: Settings
    private let embedder: MemoEmbedder
    private let questions: [TopicQuestion]
    private let unanswerable: [String]
    private let plan: SimulationPlan
    private let names: (files: [String], unanswerable: [String])

    /// - Parameters:
    ///   - settings: what the operator promises, and how many answers are judged.
    ///   - files: whose labels are the topics.
    ///   - unanswerable: files of questions that no article answers, whatever they say.
    package init(
        settings: Settings, embedder: any Embedder, files: [String], unanswerable: [String],
        plan: SimulationPlan
    ) throws {
        try plan.check()
        (self.settings, self.plan) = (settings, plan)
        self.embedder = MemoEmbedder(embedder)
        questions = try files.flatMap(QuestionFile.read).compactMap { question in
            question.expected.first.map { TopicQuestion(text: question.text, topic: $0) }
        }
        self.unanswerable = try unanswerable.flatMap(QuestionFile.read).map(\.text)
        names = (files.map(Self.name), unanswerable.map(Self.name))
    }

    /// The paths of one's own machine say nothing to others.
    private static func name(_ path: String) -> String {
        String(path.split(separator: "/").last ?? Substring(path))
    }

    /// - Parameters:
    ///   - learns: whether the desk that learns is run too, beside the one whose library stays as it is.
    ///   - progress: called with the questions asked so far, and how many there are in all.
    package func run(
        learns: Bool = true, progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> SimulationReport {
        let arms = arms(learns: learns)
        let total = arms.count * plan.seeds * plan.tickets
        var (runs, done) = ([String: [SimulatedRun]](), 0)
        // All streams before the first question is asked: what is wrong with them is told at once.
        let streams = try (1...plan.seeds).map { seed in
            try TicketStream(questions, unanswerable: unanswerable, plan: plan, seed: UInt64(seed))
        }
        for (place, stream) in streams.enumerated() {
            for arm in arms {
                let run = try await run(arm, stream, seed: place + 1) { progress(done + $0, total) }
                runs[arm.name, default: []].append(run)
                done += plan.tickets
            }
        }
        return SimulationReport(
            plan: plan, files: names.files, unanswerableFiles: names.unanswerable, embedder: embedder.id,
            topics: Set(questions.map(\.topic)).count, errorMax: settings.promise.errorMax,
            certainty: settings.promise.certainty, auditRate: settings.auditRate,
            arms: arms.map { ArmReport($0.name, runs[$0.name] ?? [], plan: plan) })
    }

    private func arms(learns: Bool) -> [Arm] {
        let frozen = Arm(name: SimulationReport.frozen, learns: false, settings: settings)
        guard learns else { return [frozen] }
        // As likely above as below is what a point estimate is.
        var point = settings
        point.certaintyPercent = 50
        return [
            Arm(name: SimulationReport.learning, learns: true, settings: settings), frozen,
            Arm(name: SimulationReport.point, learns: true, settings: point),
        ]
    }

    private func run(
        _ arm: Arm, _ stream: TicketStream, seed: Int, progress: (Int) -> Void
    ) async throws -> SimulatedRun {
        let baton = try await SimulatedBaton(
            settings: arm.settings, embedder: embedder, articles: stream.articles, seed: UInt64(seed))
        var desk = try SimulatedDesk(baton, stream, plan: plan, learns: arm.learns, seed: seed)
        for day in 0..<plan.days {
            try Task.checkCancellation()
            try await desk.live(through: day)
            progress(min(plan.tickets, (day + 1) * plan.ticketsPerWeek / 7))
        }
        let run = try await desk.finished()
        await baton.close()
        return run
    }
}
