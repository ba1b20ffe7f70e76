package import Embedding
package import Knowledge
package import Retrieval
import Synchronization

/// An index that lives for one command.
package enum EphemeralIndex {
    /// - Parameter progress: called with the number of articles that can be searched.
    package static func make(
        _ revisions: [Revision], embedder: (any Embedder)?, cache: (any VectorCache)? = nil
    ) async throws -> SearchIndex {
        let index = SearchIndex(embedder: embedder)
        let memory = Memory()
        let indexer = Indexer(
            index: index, embedder: embedder, cache: cache ?? memory, archive: memory, now: { 0 })
        if try await indexer.start(revisions) {
            guard try await indexer.finish(revisions) else { throw Unfinished() }
        }
        return index
    }

    /// Measured now, the search would go by words where it should go by meaning.
    package struct Unfinished: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String {
            "Not every article has its vectors: see with `baton doctor` that what makes them is there, and "
                + "ask again; or measure the search by words alone with --words-only."
        }
    }
}

/// Keeps vectors until the index is made of them, and no manifest.
private final class Memory: VectorCache, SnapshotArchive {
    private let kept = Mutex<[String: [UInt8]]>([:])

    func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]] {
        kept.withLock { kept in
            keys.reduce(into: [:]) { found, key in found[key] = kept[key] }
        }
    }

    func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws {
        kept.withLock { $0.merge(vectors) { _, new in new } }
    }

    func embedders() async throws -> [String] { [] }
    func forget(exceptFor keys: Set<String>, embedder: String) async throws {
        kept.withLock { $0 = $0.filter { keys.contains($0.key) } }
    }
    func keep(manifest: String, id: String, atMilliseconds: Int64) async throws {}
    func manifest(_ id: String) async throws -> String? { nil }
}
