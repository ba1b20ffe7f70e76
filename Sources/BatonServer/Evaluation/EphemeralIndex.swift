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
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        return index
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
