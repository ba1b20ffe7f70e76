import BatonTesting
import Knowledge
import Retrieval

/// Articles with vectors, without weights.
enum EmbeddedShop {
    static func index(
        _ revisions: [Revision], embedder: WordEmbedder = WordEmbedder()
    ) async throws -> SearchIndex {
        let index = SearchIndex(embedder: embedder)
        let vectors = MemoryVectors()
        let indexer = Indexer(index: index, embedder: embedder, cache: vectors, archive: vectors, now: { 0 })
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        return index
    }
}
