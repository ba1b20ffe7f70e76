import Conversations
import Dispatch
import Embedding
import Knowledge
import Logging
import Retrieval
import ServiceLifecycle
import Synchronization

/// Fits the confidence on the knowledge base itself, anew when enough of it has changed.
final class DayZeroFollower: Service {
    static let pollMilliseconds = 5_000
    /// The share of articles, or of remembered questions, that has changed when it is fitted anew.
    static let changedShareMin = 0.05

    private let library: any Library
    private let index: SearchIndex
    private let take: @Sendable (DayZero?) async -> Void
    private let clock: any WallClock
    private let logger: Logger
    /// Fitting is seconds of work for a large library, so it stays off the cooperative pool.
    private let queue = DispatchQueue(label: "baton.day-zero", qos: .background)
    private let seen = Mutex(Seen?.none)

    /// What was last fitted on.
    private struct Seen {
        let embedder: String?
        let parts: Set<Manifest.Part>
        let remembered: Int

        func isOutdated(by manifest: Manifest, remembered now: Int) -> Bool {
            if embedder != manifest.embedder { return true }
            let changed = parts.symmetricDifference(manifest.parts).count
            let (articles, questions) = (max(parts.count, 1), max(remembered, 1))
            return Double(changed) > changedShareMin * Double(articles)
                || Double(abs(now - remembered)) > changedShareMin * Double(questions)
        }
    }

    /// - Parameter take: puts the model in force that was fitted, or the one set by hand.
    init(
        library: any Library, index: SearchIndex, clock: any WallClock, logger: Logger,
        take: @escaping @Sendable (DayZero?) async -> Void
    ) {
        self.library = library
        self.index = index
        self.clock = clock
        self.logger = logger
        self.take = take
    }

    func run() async throws { await cancelWhenGracefulShutdown { await self.follow() } }

    private func follow() async {
        while !Task.isCancelled {
            do {
                // First the wait: a start has other things to do.
                try await clock.sleep(milliseconds: Self.pollMilliseconds)
            } catch {
                return
            }
            do {
                try await look()
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("the confidence could not be fitted", metadata: ["why": "\(error)"])
            }
        }
    }

    /// Fits if the snapshot or the memory has changed enough. By words alone there is nothing to fit: rules
    /// decide.
    func look() async throws {
        let (snapshot, memory) = (index.current, index.memory)
        let remembered = memory?.count ?? 0
        guard let embedder = snapshot.embedder.flatMap({ index.embedder($0) }) else { return }
        let isDue = seen.withLock { seen in
            seen.map { $0.isOutdated(by: snapshot.manifest, remembered: remembered) } ?? true
        }
        guard isDue else { return }
        let revisions = try await library.revisions()
        let fit = await onQueue { DayZeroFit(snapshot, of: revisions, memory: memory) }
        let found = if let fit { try await run(fit, embedder) } else { DayZero?.none }
        seen.withLock {
            $0 = Seen(
                embedder: snapshot.embedder, parts: Set(snapshot.manifest.parts), remembered: remembered)
        }
        await take(found)
        guard let found else { return }
        logger.info(
            "confidence fitted on the library",
            metadata: [
                "version": "\(found.model.version)", "questions": "\(found.samples.count)",
                "separation": "\(found.separation ?? 0)",
                "calibration_error": "\(found.calibrationError ?? 0)",
            ])
    }

    private func run(_ fit: DayZeroFit, _ embedder: any Embedder) async throws -> DayZero? {
        let vectors = try await fit.vectors(by: embedder)
        return await onQueue { fit.run(vectors: vectors) }
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
