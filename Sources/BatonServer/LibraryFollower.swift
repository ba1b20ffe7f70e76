package import Conversations
import Embedding
package import Gateway
package import Knowledge
package import Logging
package import Retrieval
import ServiceLifecycle
import Synchronization

/// Keeps the search index and the help centre at the library's latest publication, whoever published it.
package final class LibraryFollower: Service {
    static let pollMilliseconds = 2000
    /// Until an embedder that could not be reached is asked again: each look reads the library.
    static let retrySeconds = 15

    private let library: any Library
    private let indexer: Indexer
    private let index: SearchIndex
    private let shelf: Shelf
    private let clock: any WallClock
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// The version that was taken in last.
        var version: Int64 = -1
        /// Vectors are missing: until they are made, a former embedder serves or words alone.
        var isUnfinished = false
        /// When to look again for what could not be finished.
        var retry: Timestamp?
    }

    /// Whether somebody looks, and whether somebody else asked meanwhile.
    private struct Turn {
        var isTaken = false
        var isAsked = false
    }

    private let turn = Mutex(Turn())

    package init(
        library: any Library, indexer: Indexer, index: SearchIndex, shelf: Shelf, clock: any WallClock,
        logger: Logger
    ) {
        self.library = library
        self.indexer = indexer
        self.index = index
        self.shelf = shelf
        self.clock = clock
        self.logger = logger
    }

    /// Takes the library in, as far as that needs no waiting for vectors; `run` does the rest.
    package func load() async throws {
        let (version, revisions) = try await takePublished()
        let isUnfinished = try await indexer.start(revisions)
        state.withLock { $0 = State(version: version, isUnfinished: isUnfinished) }
        report()
    }

    /// Takes the library in if it has changed, and makes the vectors that are missing. Where somebody else is
    /// at it, that one looks once more.
    package func catchUp() async throws {
        guard take() else { return }
        do {
            repeat { try await look() } while isAskedAgain()
        } catch {
            turn.withLock { $0 = Turn() }
            throw error
        }
    }

    private func take() -> Bool {
        turn.withLock { turn in
            turn.isAsked = turn.isTaken
            defer { turn.isTaken = true }
            return !turn.isTaken
        }
    }

    private func isAskedAgain() -> Bool {
        turn.withLock { turn in
            defer { turn = Turn(isTaken: turn.isAsked) }
            return turn.isAsked
        }
    }

    private func look() async throws {
        let known = state.withLock { $0 }
        let isDue = known.isUnfinished && known.retry.map { clock.now() >= $0 } ?? true
        guard try await library.version() != known.version || isDue else { return }
        let (version, revisions) = try await takePublished()
        var isDone = true
        if try await indexer.start(revisions) {
            isDone = try await finish(revisions, of: version)
        }
        let retry = isDone ? nil : clock.now().advanced(bySeconds: Self.retrySeconds)
        state.withLock { $0 = State(version: version, isUnfinished: !isDone, retry: retry) }
        report()
    }

    /// A server that makes no vectors is no reason to read the library again and again.
    private func finish(_ revisions: [Revision], of version: Int64) async throws -> Bool {
        do {
            return try await indexer.finish(revisions) {
                if let progress = indexer.progress { report(progress) }
                return try await library.version() == version
            }
        } catch let failure as EmbeddingFailure {
            try Task.checkCancellation()
            logger.warning("vectors could not be made", metadata: ["why": "\(failure)"])
            return false
        }
    }

    private func takePublished() async throws -> (version: Int64, revisions: [Revision]) {
        // The version first: a publication in between is seen again at the next look, never missed.
        let version = try await library.version()
        let revisions = try await library.revisions()
        // Only what everybody could read is said to be gone: no inner article's id is confirmed to anybody.
        let removed = try await library.states().filter { $0.isRemoved && $0.audience == .everyone }
        shelf.put(revisions, removed: removed.map(\.id))
        return (version, revisions)
    }

    private func report() {
        let snapshot = index.current
        logger.info(
            "library loaded",
            metadata: [
                "articles": "\(snapshot.articleCount)", "passages": "\(snapshot.passageCount)",
                "snapshot": "\(snapshot.id)", "segments": "\(snapshot.segmentCount)",
                "vectors": "\(snapshot.embedder ?? "none")",
            ])
    }

    private func report(_ progress: IndexingProgress) {
        logger.info(
            "vectors are being made",
            metadata: [
                "passages": "\(progress.passages)", "of": "\(progress.passagesInAll)",
                "by": "\(progress.embedder)",
            ])
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.follow() }
    }

    private func follow() async {
        while !Task.isCancelled {
            do {
                try await catchUp()
            } catch {
                // A stop in the middle of the vectors is no fault: the next start goes on where they end.
                guard !Task.isCancelled else { return }
                logger.warning("the library could not be taken in", metadata: ["why": "\(error)"])
            }
            do {
                try await clock.sleep(milliseconds: Self.pollMilliseconds)
            } catch {
                return
            }
        }
    }
}
