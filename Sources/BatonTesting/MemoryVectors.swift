import Retrieval
import Synchronization

/// Keeps vectors and manifests in memory.
package final class MemoryVectors: VectorCache, SnapshotArchive {
    private struct State {
        /// By embedder, then by content.
        var vectors: [String: [String: [UInt8]]] = [:]
        var manifests: [String: String] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package var vectorCount: Int { state.withLock { $0.vectors.values.reduce(0) { $0 + $1.count } } }
    package var manifestIDs: Set<String> { state.withLock { Set($0.manifests.keys) } }

    package func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]] {
        state.withLock { state in
            keys.reduce(into: [:]) { $0[$1] = state.vectors[embedder]?[$1] }
        }
    }

    package func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws {
        state.withLock { $0.vectors[embedder, default: [:]].merge(vectors) { _, new in new } }
    }

    package func embedders() async throws -> [String] { state.withLock { $0.vectors.keys.sorted() } }

    package func forget(exceptFor keys: Set<String>, embedder: String) async throws {
        state.withLock { state in
            let kept = state.vectors[embedder]?.filter { keys.contains($0.key) }
            state.vectors = kept.map { [embedder: $0] } ?? [:]
        }
    }

    package func keep(manifest: String, id: String, atMilliseconds: Int64) async throws {
        state.withLock { $0.manifests[id] = manifest }
    }

    package func manifest(_ id: String) async throws -> String? { state.withLock { $0.manifests[id] } }
}
