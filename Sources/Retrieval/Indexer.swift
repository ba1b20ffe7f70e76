import Dispatch
package import Embedding
package import Knowledge

/// Brings a search index to what is published, article by article.
///
/// Only what changed is cut, embedded and indexed; vectors are kept between starts, so that an unchanged
/// article costs a look-up.
package final class Indexer: Sendable {
    /// Passages whose vectors are made before the articles that they belong to can be found.
    static let passagesPerStepMax = 512
    /// Texts that the embedder gets at once: what waits behind them are other steps, never a visitor.
    static let textsPerBatchMax = 16

    private let index: SearchIndex
    private let embedder: (any Embedder)?
    let cache: any VectorCache
    private let archive: any SnapshotArchive
    let now: @Sendable () -> Int64
    /// Cutting and indexing are seconds of work for a large library, so they stay off the cooperative pool.
    private let queue = DispatchQueue(label: "baton.indexer")

    /// `now` is in milliseconds since 1970.
    package init(
        index: SearchIndex, embedder: (any Embedder)?, cache: any VectorCache, archive: any SnapshotArchive,
        now: @escaping @Sendable () -> Int64
    ) {
        self.index = index
        self.embedder = embedder
        self.cache = cache
        self.archive = archive
        self.now = now
    }

    /// Makes everything searchable that needs no new vector; a library that is new to the embedder is
    /// searched by words alone at first. Returns whether `finish` has work left.
    package func start(_ revisions: [Revision]) async throws -> Bool {
        guard let embedder else {
            try await publish(try await step(toward: revisions, embedder: nil))
            return false
        }
        guard index.current.embedder != embedder.id else { return true }
        let texts = await cut(revisions)
        let known = try await cached(texts, embedder)
        let isKnown = texts.allSatisfy { known[$0.revision.article.id] != nil || !embedder.reads($0) }
        try await publish(
            isKnown
                ? await replaced(Snapshot(embedder: embedder.id), texts, embedded: known, removing: [])
                : await replaced(Snapshot(embedder: nil), texts, embedded: [:], removing: []))
        return !isKnown
    }

    /// Makes the missing vectors and everything searchable, in steps that each show.
    package func finish(_ revisions: [Revision]) async throws {
        guard let embedder else { return }
        let isNew = index.current.embedder != embedder.id
        var next = isNew ? Snapshot(embedder: embedder.id) : index.current
        let changes = Changes(from: next.manifest, to: revisions)
        let texts = await cut(changes.changed)
        var removed = changes.removed
        for texts in Self.steps(texts) {
            let embedded = try await vectors(of: texts, embedder)
            next = await replaced(next, texts, embedded: embedded, removing: removed)
            removed = []
            // A library that is new to the embedder is shown whole: until then words alone find all of it.
            if !isNew { try await publish(next) }
        }
        if isNew || !removed.isEmpty {
            try await publish(await replaced(next, [], embedded: [:], removing: removed))
        }
        let keys = Set((await cut(revisions)).flatMap(\.embedded).map(VectorKey.of))
        try await cache.forget(exceptFor: keys, embedder: embedder.id)
    }

    private func step(toward revisions: [Revision], embedder: String?) async throws -> Snapshot {
        let current = index.current.embedder == embedder ? index.current : Snapshot(embedder: embedder)
        let changes = Changes(from: current.manifest, to: revisions)
        let texts = await cut(changes.changed)
        return await replaced(current, texts, embedded: [:], removing: changes.removed)
    }

    private func publish(_ snapshot: Snapshot) async throws {
        guard snapshot.id != index.current.id || index.current.isEmpty else { return }
        // Kept before anything can be decided by it.
        try await archive.keep(manifest: snapshot.manifest.text, id: snapshot.id, atMilliseconds: now())
        index.swap(snapshot)
    }

    private func cut(_ revisions: [Revision]) async -> [SearchTexts] {
        await onQueue { revisions.map(SearchTexts.init) }
    }

    private func replaced(
        _ snapshot: Snapshot, _ texts: [SearchTexts], embedded: [ArticleID: [[Float]]],
        removing removed: Set<ArticleID>
    ) async -> Snapshot {
        await onQueue { snapshot.replacing(texts, embedded: embedded, removing: removed) }
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }

    private static func steps(_ texts: [SearchTexts]) -> [[SearchTexts]] {
        var steps: [[SearchTexts]] = []
        var passages = 0
        for one in texts {
            let isFull = passages + one.passages.count > passagesPerStepMax
            if steps.isEmpty || isFull {
                steps.append([])
                passages = 0
            }
            steps[steps.count - 1].append(one)
            passages += one.passages.count
        }
        return steps
    }
}
