import Dispatch
package import Embedding
package import Knowledge
import Synchronization

/// Brings a search index to what is published, article by article.
///
/// Only what changed is cut, embedded and indexed; vectors are kept between starts, so that an unchanged
/// article costs a look-up.
package final class Indexer: Sendable {
    /// Passages whose vectors are made before the articles that they belong to can be found.
    static let passagesPerStepMax = 512
    /// The same where nothing shows before all is done: few steps, because each makes a snapshot.
    static let hiddenPassagesPerStepMax = 8_192
    /// Texts that the embedder gets at once: what waits behind them are other steps, never a visitor.
    static let textsPerBatchMax = 16
    /// After the first load, kept vectors are sorted out when more than this share of the articles has
    /// changed: to know which are needed, every article is cut.
    static let changedShareMin = 0.05

    private let index: SearchIndex
    private let embedder: (any Embedder)?
    let cache: any VectorCache
    private let archive: any SnapshotArchive
    private let folder: VectorFolder?
    /// The vectors of the embedder, opened when first needed.
    private let exact = Mutex<ExactVectors?>(nil)
    /// Articles that changed since kept vectors were sorted out; `nil` before the first time.
    private let changedArticles = Mutex<Int?>(nil)
    let now: @Sendable () -> Int64
    /// Cutting and indexing are seconds of work for a large library, so they stay off the cooperative pool.
    private let queue = DispatchQueue(label: "baton.indexer")

    /// `now` is in milliseconds since 1970. Without a `folder` exact vectors are in memory only.
    package init(
        index: SearchIndex, embedder: (any Embedder)?, cache: any VectorCache, archive: any SnapshotArchive,
        folder: VectorFolder? = nil, now: @escaping @Sendable () -> Int64
    ) {
        self.index = index
        self.embedder = embedder
        self.cache = cache
        self.archive = archive
        self.folder = folder
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
        if let whole = try await assembled(texts, embedder) {
            try await publish(whole)
            return false
        }
        let words = Snapshot(embedder: nil, exact: nil)
        try await publish(await replaced(words, texts, embedded: [:], removing: []))
        return true
    }

    /// The snapshot of all articles, when every vector is there.
    private func assembled(_ texts: [SearchTexts], _ embedder: any Embedder) async throws -> Snapshot? {
        let exact = await exactVectors(embedder, of: texts)
        var whole = Snapshot(embedder: embedder.id, exact: exact)
        for texts in Self.steps(texts, passagesMax: Segment.documentsMax) {
            let known = try await cached(texts, embedder, exact)
            guard texts.allSatisfy({ known[$0.revision.article.id] != nil || !embedder.reads($0) }) else {
                return nil
            }
            whole = await replaced(whole, texts, embedded: known, removing: [])
        }
        return whole
    }

    /// The vectors that are kept for `embedder`; a file that is mostly of texts that are gone is made anew.
    private func exactVectors(_ embedder: any Embedder, of texts: [SearchTexts]) async -> ExactVectors {
        if let open = exact.withLock({ $0 }) { return open }
        let (id, dimensions, folder) = (embedder.id, embedder.dimensions, folder)
        let opened = await onQueue {
            guard let folder else { return ExactVectors(dimensions: dimensions) }
            let all = folder.open(id, dimensions: dimensions)
            guard all.count > 2 * texts.reduce(0, { $0 + $1.embedded.count }) else { return all }
            return folder.swept(all, keeping: Set(texts.flatMap(\.digests)), embedder: id)
        }
        exact.withLock { $0 = opened }
        return opened
    }

    /// Makes the missing vectors and everything searchable, in steps that each show.
    package func finish(_ revisions: [Revision]) async throws {
        guard let embedder else { return }
        let isNew = index.current.embedder != embedder.id
        let changes = Changes(
            from: isNew ? Manifest([], embedder: nil) : index.current.manifest, to: revisions)
        let texts = await cut(changes.changed)
        let exact: ExactVectors
        if let kept = index.current.exact(of: embedder) {
            exact = kept
        } else {
            exact = await exactVectors(embedder, of: texts)
        }
        var next = isNew ? Snapshot(embedder: embedder.id, exact: exact) : index.current
        var removed = changes.removed
        let passagesMax = isNew ? Self.hiddenPassagesPerStepMax : Self.passagesPerStepMax
        for texts in Self.steps(texts, passagesMax: passagesMax) {
            let embedded = try await vectors(of: texts, embedder, exact)
            next = await replaced(next, texts, embedded: embedded, removing: removed)
            removed = []
            // A library that is new to the embedder is shown whole: until then words alone find all of it.
            if !isNew { try await publish(next) }
        }
        if isNew || !removed.isEmpty {
            try await publish(await replaced(next, [], embedded: [:], removing: removed))
        }
        guard isSortingDue(changes.changed.count + changes.removed.count, of: revisions.count) else { return }
        let keys = Set((await cut(revisions)).flatMap(\.embedded).map(VectorKey.of))
        try await cache.forget(exceptFor: keys, embedder: embedder.id)
        folder?.removeOthers(than: embedder.id)
        changedArticles.withLock { $0 = 0 }
    }

    private func isSortingDue(_ changed: Int, of articles: Int) -> Bool {
        changedArticles.withLock { before in
            guard let known = before else { return true }
            before = known + changed
            return Double(known + changed) > Self.changedShareMin * Double(articles)
        }
    }

    private func step(toward revisions: [Revision], embedder: String?) async throws -> Snapshot {
        let isKnown = index.current.embedder == embedder
        let current = isKnown ? index.current : Snapshot(embedder: embedder, exact: nil)
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

    private static func steps(_ texts: [SearchTexts], passagesMax: Int) -> [[SearchTexts]] {
        var steps: [[SearchTexts]] = []
        var passages = 0
        for one in texts {
            let isFull = passages + one.passages.count > passagesMax
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
