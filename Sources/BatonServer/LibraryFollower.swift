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
    private let index: SearchIndex
    private let shelf: Shelf
    private let clock: any WallClock
    private let logger: Logger
    /// The version that was taken in last.
    private let known = Mutex<Int64>(-1)

    package init(library: any Library, index: SearchIndex, shelf: Shelf, clock: any WallClock, logger: Logger)
    {
        self.library = library
        self.index = index
        self.shelf = shelf
        self.clock = clock
        self.logger = logger
    }

    /// Takes the library in if it has changed.
    package func load() async throws {
        // The version first: a publication in between is seen again at the next look, never missed.
        let version = try await library.version()
        guard version != known.withLock({ $0 }) else { return }
        let revisions = try await library.revisions()
        let snapshot = Snapshot(revisions)
        index.swap(snapshot)
        shelf.put(revisions)
        logger.info(
            "library loaded",
            metadata: [
                "articles": "\(snapshot.articleCount)", "passages": "\(snapshot.passageCount)",
                "snapshot": "\(snapshot.id)",
            ])
        known.withLock { $0 = version }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await self.follow() }
    }

    private func follow() async {
        while !Task.isCancelled {
            do {
                try await load()
            } catch {
                logger.warning("the library cannot be read", metadata: ["why": "\(error)"])
            }
            do {
                try await clock.sleep(milliseconds: Self.pollMilliseconds)
            } catch {
                return
            }
        }
    }
}
