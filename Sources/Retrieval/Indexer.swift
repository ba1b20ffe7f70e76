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
    /// Texts that the embedder gets at once: what waits behind them are other steps, never a visitor.
    static let textsPerBatchMax = 16
    /// After the first load, kept vectors are sorted out when more than this share of the articles has
    /// changed: to know which are needed, every article is cut.
    static let changedShareMin = 0.05

    let index: SearchIndex
    private let source: any EmbedderSource
    let cache: any VectorCache
    private let archive: any SnapshotArchive
    private let folder: VectorFolder?
    /// The vectors of each embedder, opened when first needed.
    private let exact = Mutex<[String: ExactVectors]>([:])
    /// Articles that changed since kept vectors were sorted out; `nil` before the first time.
    private let changedArticles = Mutex<Int?>(nil)
    private let making = Mutex<IndexingProgress?>(nil)
    let now: @Sendable () -> Int64
    /// Cutting and indexing are seconds of work for a large library, so they stay off the cooperative pool.
    private let queue = DispatchQueue(label: "baton.indexer")

    /// `now` is in milliseconds since 1970. Without a `folder` exact vectors are in memory only.
    package init(
        index: SearchIndex, source: any EmbedderSource, cache: any VectorCache,
        archive: any SnapshotArchive, folder: VectorFolder? = nil, now: @escaping @Sendable () -> Int64
    ) {
        self.index = index
        self.source = source
        self.cache = cache
        self.archive = archive
        self.folder = folder
        self.now = now
    }

    /// With one embedder for all time, or none.
    package convenience init(
        index: SearchIndex, embedder: (any Embedder)?, cache: any VectorCache, archive: any SnapshotArchive,
        folder: VectorFolder? = nil, now: @escaping @Sendable () -> Int64
    ) {
        let source = FixedEmbedder(embedder: embedder)
        self.init(index: index, source: source, cache: cache, archive: archive, folder: folder, now: now)
    }

    /// How far a library is that is being embedded anew; `nil` when nothing is being made.
    package var progress: IndexingProgress? { making.withLock { $0 } }

    /// Makes everything searchable that needs no new vector: with the wanted embedder where it has them all,
    /// with a former one that can still be asked otherwise, or by words alone. Returns whether `finish` has
    /// work left.
    package func start(_ revisions: [Revision]) async throws -> Bool {
        let wanted = await source.wanted()
        if case .none = wanted {
            try await publish(try await step(toward: revisions, embedder: nil))
            return false
        }
        // What serves already is kept up by `finish`.
        guard index.current.embedder == nil else { return true }
        let texts = await cut(revisions)
        for embedder in try await candidates(wanted) {
            guard let whole = try await assembled(texts, embedder) else { continue }
            index.use(embedder)
            try await publish(whole)
            if case .ready(let wanted) = wanted { return wanted.id != embedder.id }
            return true
        }
        try await publish(try await step(toward: revisions, embedder: nil))
        return true
    }

    /// The wanted one, then those whose vectors are kept.
    private func candidates(_ wanted: WantedEmbedder) async throws -> [any Embedder] {
        var found: [any Embedder] = []
        if case .ready(let embedder) = wanted { found.append(embedder) }
        for id in try await cache.embedders() where !found.contains(where: { $0.id == id }) {
            if let former = await source.former(id) { found.append(former) }
        }
        return found
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
        if let open = exact.withLock({ $0[embedder.id] }) { return open }
        let (id, dimensions, folder) = (embedder.id, embedder.dimensions, folder)
        let opened = await onQueue {
            guard let folder else { return ExactVectors(dimensions: dimensions) }
            let all = folder.open(id, dimensions: dimensions)
            guard all.count > 2 * texts.reduce(0, { $0 + $1.embedded.count }) else { return all }
            return folder.swept(all, keeping: Set(texts.flatMap(\.digests)), embedder: id)
        }
        exact.withLock { $0[id] = opened }
        return opened
    }

    /// Makes the missing vectors and everything searchable. Returns whether all is done: an embedder that is
    /// not there yet, and a library that changed meanwhile, leave work.
    ///
    /// - Parameter isCurrent: asked between steps; with `false` the vectors made so far stay in the cache.
    @discardableResult
    package func finish(
        _ revisions: [Revision], isCurrent: () async throws -> Bool = { true }
    ) async throws -> Bool {
        let embedder: any Embedder
        switch await source.wanted() {
        case .none: return true
        case .unreachable:
            try await keepUp(revisions)
            return false
        case .ready(let wanted): embedder = wanted
        }
        let changed: Int
        if index.current.embedder == embedder.id {
            changed = try await grow(toward: revisions, embedder)
        } else {
            try await keepUp(revisions)
            guard try await exchange(toward: revisions, embedder, isCurrent) else { return false }
            changed = revisions.count
        }
        guard isSortingDue(changed, of: revisions.count) else { return true }
        let keys = Set((await cut(revisions)).flatMap(\.embedded).map(VectorKey.of))
        try await cache.forget(exceptFor: keys, embedder: embedder.id)
        folder?.removeOthers(than: embedder.id)
        exact.withLock { $0 = $0.filter { $0.key == embedder.id } }
        changedArticles.withLock { $0 = 0 }
        return true
    }

    /// What changed, with the embedder that serves, in steps that each show. Returns how many articles did.
    private func grow(toward revisions: [Revision], _ embedder: any Embedder) async throws -> Int {
        var next = index.current
        let changes = Changes(from: next.manifest, to: revisions)
        let texts = await cut(changes.changed)
        let exact = await vectors(of: next, embedder, texts)
        var removed = changes.removed
        for texts in Self.steps(texts, passagesMax: Self.passagesPerStepMax) {
            let embedded = try await vectors(of: texts, embedder, exact)
            next = await replaced(next, texts, embedded: embedded, removing: removed)
            removed = []
            try await publish(next)
        }
        if !removed.isEmpty {
            try await publish(await replaced(next, [], embedded: [:], removing: removed))
        }
        return changes.changed.count + changes.removed.count
    }

    private func vectors(
        of snapshot: Snapshot, _ embedder: any Embedder, _ texts: [SearchTexts]
    ) async -> ExactVectors {
        if let kept = snapshot.exact(of: embedder) { return kept }
        return await exactVectors(embedder, of: texts)
    }

    /// All vectors anew; the new index takes over whole, since half of one finds half of the articles.
    private func exchange(
        toward revisions: [Revision], _ embedder: any Embedder, _ isCurrent: () async throws -> Bool
    ) async throws -> Bool {
        defer { making.withLock { $0 = nil } }
        let texts = await cut(revisions)
        let exact = await exactVectors(embedder, of: texts)
        let passages = texts.reduce(0) { $0 + $1.passages.count }
        var made = 0
        for texts in Self.steps(texts, passagesMax: Self.passagesPerStepMax) {
            _ = try await vectors(of: texts, embedder, exact)
            made += texts.reduce(0) { $0 + $1.passages.count }
            let progress = IndexingProgress(
                embedder: embedder.id, passages: made, passagesInAll: passages)
            making.withLock { $0 = progress }
            guard try await isCurrent() else { return false }
        }
        guard let whole = try await assembled(texts, embedder) else { return false }
        index.use(embedder)
        try await publish(whole)
        index.forgetEmbedders(except: embedder.id)
        return true
    }

    /// Takes what changed into the index that serves until another embedder is ready; by words alone when the
    /// embedder that serves cannot be asked any more.
    private func keepUp(_ revisions: [Revision]) async throws {
        let serving = index.current
        let changes = Changes(from: serving.manifest, to: revisions)
        guard !changes.isEmpty else { return }
        if let embedder = serving.embedder.flatMap({ index.embedder($0) }) {
            do {
                _ = try await grow(toward: revisions, embedder)
                return
            } catch is EmbeddingFailure {
                try Task.checkCancellation()
            }
        }
        try await publish(try await step(toward: revisions, embedder: nil))
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
        let snapshot = snapshot.fused(by: index.constants)
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

    func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
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
