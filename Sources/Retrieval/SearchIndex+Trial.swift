package import Embedding
package import Knowledge

/// The snapshot as it would be with a revision published, and as it would be without one of its phrasings.
package struct TrialSnapshots: Sendable {
    package let whole: Snapshot
    /// The article that changes.
    package let article: ArticleID
    /// What is tried; `nil` where the article is taken away.
    package var revision: Revision? { texts?.revision }
    /// What it is held against: things may have moved on while vectors were made.
    package let base: Snapshot
    private let texts: SearchTexts?
    /// Of the title, the passages and the phrasings; empty where words alone are searched.
    private let vectors: [[Float]]

    fileprivate init(_ base: Snapshot, _ texts: SearchTexts, _ vectors: [[Float]]) {
        self.base = base
        self.texts = texts
        self.vectors = vectors
        article = texts.revision.article.id
        whole = base.replacing(
            [texts], embedded: vectors.isEmpty ? [:] : [texts.revision.article.id: vectors], removing: [])
    }

    fileprivate init(_ base: Snapshot, without article: ArticleID) {
        (self.base, texts, vectors, self.article) = (base, nil, [], article)
        whole = base.replacing([], removing: [article])
    }

    /// A question that is a phrasing itself would find itself, which proves nothing for the next one.
    package func without(_ question: String) -> Snapshot {
        guard let texts else { return whole }
        let phrasings = texts.revision.article.phrasings
        let kept = phrasings.indices.filter { Self.plain(phrasings[$0]) != Self.plain(question) }
        guard kept.count < phrasings.count else { return whole }
        let reduced = SearchTexts(
            texts, passages: texts.passages, phrasings: kept.map { phrasings[$0] })
        let first = vectors.count - phrasings.count
        let left = vectors.isEmpty ? [] : Array(vectors[..<first]) + kept.map { vectors[first + $0] }
        return base.replacing(
            [reduced], embedded: left.isEmpty ? [:] : [texts.revision.article.id: left], removing: [])
    }

    private static func plain(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}

extension SearchIndex {
    /// A snapshot with a revision published: nobody else searches it.
    ///
    /// - Parameter base: what it is published into; the current snapshot without it.
    package func trial(
        _ revision: Revision, on base: Snapshot? = nil
    ) async throws(EmbeddingFailure) -> TrialSnapshots {
        let snapshot = base ?? current
        let texts = SearchTexts(revision)
        var vectors: [[Float]] = []
        if let embedder = snapshot.embedder.flatMap({ embedder($0) }), embedder.reads(texts) {
            let all = texts.embedded
            for start in stride(from: 0, to: all.count, by: Indexer.textsPerBatchMax) {
                let batch = Array(all[start..<min(start + Indexer.textsPerBatchMax, all.count)])
                vectors += try await embedder.vectors(of: batch, isUrgent: false)
            }
        }
        return TrialSnapshots(snapshot, texts, vectors)
    }

    /// The current snapshot with an article taken away.
    package func trial(removing article: ArticleID) -> TrialSnapshots {
        TrialSnapshots(current, without: article)
    }
}
