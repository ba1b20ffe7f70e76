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
    /// The same while a model that was fitted on outcomes is in force: then one only falls back on it.
    static let changedShareBehindMin = 0.25
    /// What was asked is looked at this often: a change by itself makes a new version only if it matters.
    static let trafficSecondsBetween = 600
    /// The share of questions without an article that has changed when it is fitted anew: that moves the
    /// confidence by as much at most.
    static let unanswerableChangeMin = 0.05

    private let library: any Library
    private let index: SearchIndex
    private let take: @Sendable (DayZero?) async -> Void
    private let clock: any WallClock
    private let logger: Logger
    /// Fitting is seconds of work for a large library, so it stays off the cooperative pool.
    private let queue = DispatchQueue(label: "baton.day-zero", qos: .background)
    private let seen = Mutex(Seen?.none)
    private let traffic: @Sendable () async throws -> [[String: Double]]

    /// What was last fitted on.
    private struct Seen {
        let embedder: String?
        let constants: [String: Double]
        let parts: Set<Manifest.Part>
        let remembered: Int
        /// What came of it; `nil` where the library was too small.
        let found: DayZero?
        var trafficAt: Timestamp

        func isOutdated(by manifest: Manifest, remembered now: Int, from share: Double) -> Bool {
            if embedder != manifest.embedder || constants != manifest.constants { return true }
            let changed = parts.symmetricDifference(manifest.parts).count
            let (articles, questions) = (max(parts.count, 1), max(remembered, 1))
            return Double(changed) > share * Double(articles)
                || Double(abs(now - remembered)) > share * Double(questions)
        }
    }

    /// - Parameters:
    ///   - traffic: the measures of what was asked, the newest first.
    ///   - take: puts the model in force that was fitted, or the one set by hand.
    init(
        library: any Library, index: SearchIndex, clock: any WallClock, logger: Logger,
        traffic: @escaping @Sendable () async throws -> [[String: Double]],
        take: @escaping @Sendable (DayZero?) async -> Void
    ) {
        self.traffic = traffic
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
        let share = index.confidence.isFittedOnOutcomes ? Self.changedShareBehindMin : Self.changedShareMin
        let isOutdated = seen.withLock { seen in
            guard let last = seen else { return true }
            return last.isOutdated(by: snapshot.manifest, remembered: remembered, from: share)
        }
        var isDue = isOutdated
        if !isDue { isDue = try await isTrafficOther() }
        guard isDue else { return }
        let found = try await fit(snapshot, embedder, beside: memory)
        seen.withLock {
            $0 = Seen(
                embedder: snapshot.embedder, constants: snapshot.manifest.constants,
                parts: Set(snapshot.manifest.parts), remembered: remembered, found: found,
                trafficAt: clock.now())
        }
        await take(found)
        guard let found else { return }
        logger.info(
            "confidence fitted on the library",
            metadata: [
                "version": "\(found.model.version)", "questions": "\(found.samples.count)",
                "unanswerable_share": "\(found.unanswerableShare)", "separation": "\(found.separation ?? 0)",
                "calibration_error": "\(found.calibrationError ?? 0)",
            ])
    }

    /// Whether what was asked lately has its article less often, or more often, than the fit takes it to.
    private func isTrafficOther() async throws -> Bool {
        let now = clock.now()
        let due = seen.withLock { seen -> DayZero? in
            guard let last = seen, now.seconds(since: last.trafficAt) >= Self.trafficSecondsBetween else {
                return nil
            }
            seen?.trafficAt = now
            return last.found
        }
        guard let due else { return false }
        return abs(due.share(of: try await traffic()) - due.unanswerableShare) >= Self.unanswerableChangeMin
    }

    /// What the library gives as a snapshot of it ranks; `nil` where it is too small.
    func fit(_ snapshot: Snapshot) async throws -> DayZero? {
        guard let embedder = snapshot.embedder.flatMap({ index.embedder($0) }) else { return nil }
        return try await fit(snapshot, embedder, beside: index.memory)
    }

    private func fit(
        _ snapshot: Snapshot, _ embedder: any Embedder, beside memory: UnansweredMemory?
    ) async throws -> DayZero? {
        let revisions = try await library.revisions()
        guard let fit = await onQueue({ DayZeroFit(snapshot, of: revisions, memory: memory) }) else {
            return nil
        }
        let vectors = try await fit.vectors(by: embedder)
        // What was asked was measured by the constants in force: by others it would say something else.
        let traffic = snapshot.constants == index.constants ? try await traffic() : []
        return await onQueue { fit.run(vectors: vectors, traffic: traffic) }
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
