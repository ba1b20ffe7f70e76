import Retrieval
import Synchronization

/// Keeps vectors and manifests in memory.
package final class MemoryVectors: VectorCache, SnapshotArchive {
    private struct State {
        var vectors: [String: [UInt8]] = [:]
        var embedder = ""
        var manifests: [String: String] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package var vectorCount: Int { state.withLock { $0.vectors.count } }
    package var manifestIDs: Set<String> { state.withLock { Set($0.manifests.keys) } }

    package func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]] {
        state.withLock { state in
            guard state.embedder == embedder else { return [:] }
            return keys.reduce(into: [:]) { $0[$1] = state.vectors[$1] }
        }
    }

    package func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws {
        state.withLock { state in
            if state.embedder != embedder { state.vectors = [:] }
            state.embedder = embedder
            state.vectors.merge(vectors) { _, new in new }
        }
    }

    package func forget(exceptFor keys: Set<String>, embedder: String) async throws {
        state.withLock { $0.vectors = $0.vectors.filter { keys.contains($0.key) } }
    }

    package func keep(manifest: String, id: String, atMilliseconds: Int64) async throws {
        state.withLock { $0.manifests[id] = manifest }
    }

    package func manifest(_ id: String) async throws -> String? { state.withLock { $0.manifests[id] } }
}
