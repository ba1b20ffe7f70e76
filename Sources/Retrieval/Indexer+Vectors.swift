import Embedding
import Knowledge

extension Indexer {
    /// The vectors of the articles that need none made, by article.
    func cached(
        _ texts: [SearchTexts], _ embedder: any Embedder, _ exact: ExactVectors
    ) async throws -> [ArticleID: [[Float]]] {
        var found: [ArticleID: [[Float]]] = [:]
        for one in texts where embedder.reads(one) {
            if let vectors = exact.vectors(one.digests) { found[one.revision.article.id] = vectors }
        }
        let readable = texts.filter { embedder.reads($0) && found[$0.revision.article.id] == nil }
        let keys = readable.map { $0.embedded.map(VectorKey.of) }
        let kept = try await cache.vectors(keys.flatMap(\.self), embedder: embedder.id)
        for (texts, keys) in zip(readable, keys) {
            let vectors = keys.compactMap { kept[$0] }.compactMap { unpacked($0, embedder) }
            if vectors.count == keys.count { found[texts.revision.article.id] = vectors }
        }
        return found
    }

    /// The vectors of all articles that the embedder reads, made and kept where they are new.
    func vectors(
        of texts: [SearchTexts], _ embedder: any Embedder, _ exact: ExactVectors
    ) async throws -> [ArticleID: [[Float]]] {
        var found = try await cached(texts, embedder, exact)
        for one in texts where embedder.reads(one) && found[one.revision.article.id] == nil {
            let all = one.embedded
            var made: [[Float]] = []
            for start in stride(from: 0, to: all.count, by: Self.textsPerBatchMax) {
                try Task.checkCancellation()
                let batch = Array(all[start..<min(start + Self.textsPerBatchMax, all.count)])
                made += try await embedder.vectors(of: batch, isUrgent: false)
            }
            let packed = zip(all.map(VectorKey.of), made.map(StoredVector.packed))
            try await cache.keep(
                Dictionary(packed, uniquingKeysWith: { first, _ in first }), embedder: embedder.id,
                atMilliseconds: now())
            // What is searched is what the next start reads back, so that a restart changes no score.
            let read = made.map(StoredVector.packed).compactMap { unpacked($0, embedder) }
            // At once into the file: the index that is made of them asks nobody again.
            if read.count == all.count { await onQueue { _ = exact.keep(read, one.digests) } }
            found[one.revision.article.id] = read
        }
        return found
    }

    private func unpacked(_ bytes: [UInt8], _ embedder: any Embedder) -> [Float]? {
        StoredVector.unpacked(bytes, dimensions: embedder.dimensions)
    }
}

extension Embedder {
    /// Whether it was made for the language of an article.
    func reads(_ texts: SearchTexts) -> Bool { languages.contains(texts.revision.article.language) }
}
