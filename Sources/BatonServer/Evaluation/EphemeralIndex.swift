package import Embedding
package import Knowledge
package import Retrieval

/// An index that lives for one command: nothing is kept.
package enum EphemeralIndex {
    /// - Parameter progress: called with the number of articles that can be searched.
    package static func make(
        _ revisions: [Revision], embedder: (any Embedder)?, cache: (any VectorCache)? = nil
    ) async throws -> SearchIndex {
        let index = SearchIndex(embedder: embedder)
        let nothing = NothingKept()
        let indexer = Indexer(
            index: index, embedder: embedder, cache: cache ?? nothing, archive: nothing, now: { 0 })
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        return index
    }
}

/// Keeps no vector and no manifest.
private struct NothingKept: VectorCache, SnapshotArchive {
    func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]] { [:] }
    func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws {}
    func embedders() async throws -> [String] { [] }
    func forget(exceptFor keys: Set<String>, embedder: String) async throws {}
    func keep(manifest: String, id: String, atMilliseconds: Int64) async throws {}
    func manifest(_ id: String) async throws -> String? { nil }
}
