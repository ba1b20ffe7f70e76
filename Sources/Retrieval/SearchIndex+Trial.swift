package import Embedding
package import Knowledge

extension SearchIndex {
    /// The current snapshot as it would be with a revision published: nobody else searches it.
    package func trial(_ revision: Revision) async throws(EmbeddingFailure) -> Snapshot {
        let snapshot = current
        let texts = SearchTexts(revision)
        var vectors: [[Float]] = []
        if let embedder = snapshot.embedder.flatMap({ embedder($0) }), embedder.reads(texts) {
            let all = texts.embedded
            for start in stride(from: 0, to: all.count, by: Indexer.textsPerBatchMax) {
                let batch = Array(all[start..<min(start + Indexer.textsPerBatchMax, all.count)])
                vectors += try await embedder.vectors(of: batch, isUrgent: false)
            }
        }
        let embedded = vectors.isEmpty ? [:] : [revision.article.id: vectors]
        return snapshot.replacing([texts], embedded: embedded, removing: [])
    }
}
