package import Conversations
package import Gateway
package import Knowledge
package import Logging
package import Retrieval
import ServiceLifecycle
import Synchronization

/// Keeps the search index and the help centre at the library's latest publication, whoever published it.
package final class LibraryFollower: Service {
    static let pollMilliseconds = 2000

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
        /// Articles are searched by words alone until their vectors are made.
        var isUnfinished = false
    }

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

    /// Takes the library in if it has changed, and makes the vectors that are missing.
    package func catchUp() async throws {
        let known = state.withLock { $0 }
        guard try await library.version() != known.version || known.isUnfinished else { return }
        let (version, revisions) = try await takePublished()
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        state.withLock { $0 = State(version: version, isUnfinished: false) }
        report()
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
