import Embedding
package import Knowledge

/// Everything that can be found, as of one publication. Immutable: a search never sees half an update.
package struct Snapshot: Sendable {
    package let manifest: Manifest
    /// By which words and vectors are added up.
    package let constants: FusionConstants
    let indexes: [String: LanguageIndex]
    private let exact: ExactVectors?

    package var id: String { manifest.id }
    package var articleCount: Int { manifest.parts.count }
    package var passageCount: Int { indexes.values.reduce(0) { $0 + $1.livingPassages } }
    package var isEmpty: Bool { passageCount == 0 }
    package var languages: [String] { indexes.keys.sorted() }
    /// The id of the embedder whose vectors it holds; `nil` when it is searched by words alone.
    package var embedder: String? { manifest.embedder }
    package var segmentCount: Int { indexes.values.reduce(0) { $0 + $1.parts.count } }

    /// A snapshot that is searched by words alone.
    package init(_ revisions: [Revision] = []) {
        self = Snapshot(embedder: nil, exact: nil).replacing(revisions.map(SearchTexts.init), removing: [])
    }

    /// An empty one, for articles with vectors of `embedder`, which are kept in `exact`.
    init(embedder: String?, exact: ExactVectors?) {
        self.init([], embedder: embedder, constants: .standard, indexes: [:], exact: exact)
    }

    private init(
        _ parts: [Manifest.Part], embedder: String?, constants: FusionConstants,
        indexes: [String: LanguageIndex], exact: ExactVectors?
    ) {
        manifest = Manifest(parts, embedder: embedder, constants: constants)
        self.constants = constants
        self.indexes = indexes
        self.exact = exact
    }

    /// Where its exact vectors are kept, when they are of `embedder`.
    func exact(of embedder: any Embedder) -> ExactVectors? {
        embedder.id == manifest.embedder ? exact : nil
    }

    /// The snapshot after a publication: `texts` new or in a new revision, `removed` gone.
    ///
    /// `embedded` holds the vectors of each article's `embedded` texts, in their order. What is not named
    /// stays shared with this snapshot.
    func replacing(
        _ texts: [SearchTexts], embedded: [ArticleID: [[Float]]] = [:], removing removed: Set<ArticleID>
    ) -> Snapshot {
        let gone = removed.union(texts.map(\.revision.article.id))
        let added = Dictionary(grouping: texts) { $0.revision.article.language }
        var indexes: [String: LanguageIndex] = [:]
        for language in Set(self.indexes.keys).union(added.keys) {
            let analyzer = self.indexes[language]?.analyzer ?? Analyzer(language: language)
            var segments = self.indexes[language]?.living(without: gone) ?? []
            if let new = added[language] {
                segments += Self.segments(
                    new, embedded: embedded, exact: exact, analyzer: analyzer)
            }
            let merged = SegmentMerge.merged(segments, analyzer: analyzer)
            guard !merged.isEmpty else { continue }
            indexes[language] = LanguageIndex(language: language, segments: merged, analyzer: analyzer)
        }
        let kept = manifest.parts.filter { part in
            ArticleID(part.article).map { !gone.contains($0) } ?? false
        }
        let parts = kept + texts.map { Manifest.Part($0.revision) }
        return Snapshot(
            parts, embedder: embedder, constants: constants, indexes: indexes, exact: exact)
    }

    /// The same articles, ranked by other constants.
    package func fused(by constants: FusionConstants) -> Snapshot {
        guard constants != self.constants else { return self }
        return Snapshot(
            manifest.parts, embedder: embedder, constants: constants, indexes: indexes, exact: exact)
    }

    private static func segments(
        _ texts: [SearchTexts], embedded: [ArticleID: [[Float]]], exact: ExactVectors?, analyzer: Analyzer
    ) -> [LivingSegment] {
        let isEmbedded = texts.allSatisfy { embedded[$0.revision.article.id] != nil }
        let exact = isEmbedded ? exact : nil
        var builders = [SegmentBuilder(analyzer: analyzer, exact: exact)]
        for one in texts.sorted(by: { $0.revision.article.id < $1.revision.article.id }) {
            if builders[builders.count - 1].documentCount + one.passages.count >= Segment.documentsMax {
                builders.append(SegmentBuilder(analyzer: analyzer, exact: exact))
            }
            builders[builders.count - 1].add(one, embedded: embedded[one.revision.article.id] ?? [])
        }
        return builders.map { LivingSegment($0.segment) }
    }

    /// The text that becomes the question's vector, each misspelt word as it was most likely meant.
    package func embedded(_ query: Query) -> String {
        let language = query.language ?? Tongue.guess(query.text, among: languages)
        let text = query.embedded
        return language.flatMap { indexes[$0] }?.respelled(text) ?? text
    }

    /// The best passages for `query`, best first. An unknown language, or one without articles, means all of
    /// them, the likeliest first. `vector` is the question's by the snapshot's embedder.
    package func search(_ query: Query, vector: [Float]? = nil, limit: Int) -> Findings {
        let language = query.language ?? Tongue.guess(query.text, among: languages)
        if let language, let index = indexes[language] {
            return index.search(query, vector: vector, by: constants, limit: limit)
        }
        let all = languages.compactMap {
            indexes[$0]?.search(query, vector: vector, by: constants, limit: limit)
        }
        // Raw BM25 is the one measure that languages with vectors and without share.
        // A word that one language takes for a misspelt one may be a word of another.
        let isGuessed = all.contains { findings in findings.terms.contains { !$0.spellings.isEmpty } }
        let ranked = all.sorted { left, right in
            let known = isGuessed ? (left.knownWords, right.knownWords) : (0, 0)
            return (known.0, left.wordsScore) > (known.1, right.wordsScore)
        }
        guard let best = ranked.first else {
            return LanguageIndex(language: query.language ?? "en", segments: [])
                .search(query, vector: nil, by: constants, limit: limit)
        }
        let hits = best.hits + ranked.dropFirst().flatMap(\.hits)
        return best.with(hits: Array(hits.prefix(max(limit, 0))))
    }
}

extension Manifest.Part {
    init(_ revision: Revision) {
        self.init(
            article: revision.article.id.value, revision: revision.number, contentHash: revision.contentHash)
    }
}
