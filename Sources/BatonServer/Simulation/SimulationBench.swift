import Calibration
package import Embedding
import Foundation
import Knowledge
import Logging
import Retrieval
package import Simulation
import Synchronization

/// Runs the simulation: every way of running the desk over every seed.
package struct SimulationBench: Sendable {
    /// How a desk is run.
    private struct Arm: Sendable {
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

    /// Desks do not know of one another: as many at a time as the machine has processors.
    ///
    /// - Parameters:
    ///   - learns: whether the desk that learns is run too, beside the one whose library stays as it is.
    ///   - progress: called with the questions asked so far, and how many there are in all.
    package func run(
        learns: Bool = true, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> SimulationReport {
        let arms = arms(learns: learns)
        let total = arms.count * plan.seeds * plan.tickets
        // All streams before the first question is asked: what is wrong with them is told at once.
        let streams = try (1...plan.seeds).map { seed in
            try TicketStream(questions, unanswerable: unanswerable, plan: plan, seed: UInt64(seed))
        }
        let desks = streams.indices.flatMap { place in arms.map { (arm: $0, place: place) } }
        let done = Mutex(0)
        let runs = try await desks.mapConcurrently(ProcessInfo.processInfo.activeProcessorCount) { desk in
            try await run(desk.arm, streams[desk.place], seed: desk.place + 1) { asked in
                let all = done.withLock { done in
                    done += asked
                    return done
                }
                progress(all, total)
            }
        }
        let byArm = Dictionary(grouping: zip(desks, runs), by: \.0.arm.name).mapValues { $0.map(\.1) }
        return SimulationReport(
            plan: plan, files: names.files, unanswerableFiles: names.unanswerable, embedder: embedder.id,
            topics: streams[0].topics, errorMax: settings.promise.errorMax,
            certainty: settings.promise.certainty, auditRate: settings.auditRate,
            auditDaily: settings.auditDaily,
            arms: arms.map { ArmReport($0.name, byArm[$0.name] ?? [], plan: plan) })
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

    /// - Parameter asked: called after each day with the questions of it.
    private func run(
        _ arm: Arm, _ stream: TicketStream, seed: Int, asked: (Int) -> Void
    ) async throws -> SimulatedRun {
        let baton = try await SimulatedBaton(
            settings: arm.settings, embedder: embedder, articles: stream.articles, seed: UInt64(seed))
        var desk = try SimulatedDesk(baton, stream, plan: plan, learns: arm.learns, seed: seed)
        for day in 0..<plan.days {
            try Task.checkCancellation()
            asked(try await desk.live(through: day))
        }
        let run = try await desk.finished()
        await baton.close()
        return run
    }
}

extension Array where Element: Sendable {
    /// The results in order, so many made at a time.
    fileprivate func mapConcurrently<Result: Sendable>(
        _ width: Int, _ transform: @escaping @Sendable (Element) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var (results, next) = ([Result?](repeating: nil, count: count), 0)
            func start() {
                guard next < count else { return }
                let (place, element) = (next, self[next])
                group.addTask { (place, try await transform(element)) }
                next += 1
            }
            for _ in 0..<Swift.max(1, width) { start() }
            while let (place, result) = try await group.next() {
                results[place] = result
                start()
            }
            return results.compactMap { $0 }
        }
    }
}
