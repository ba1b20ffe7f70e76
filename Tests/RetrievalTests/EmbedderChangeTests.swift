import BatonTesting
import Embedding
import Knowledge
import Retrieval
import Synchronization
import Testing

/// A library that moves from one embedder to another while it is searched.
struct EmbedderChangeTests {
    private final class Source: EmbedderSource {
        private let state: Mutex<(wanted: WantedEmbedder, former: [WordEmbedder])>

        init(_ wanted: WantedEmbedder, former: [WordEmbedder] = []) { state = Mutex((wanted, former)) }

        func want(_ embedder: WantedEmbedder) { state.withLock { $0.wanted = embedder } }
        func wanted() async -> WantedEmbedder { state.withLock { $0.wanted } }
        func former(_ id: String) async -> (any Embedder)? {
            state.withLock { $0.former.first { $0.id == id } }
        }
    }

    private let old = WordEmbedder(id: "old/1")
    private let new = WordEmbedder(id: "new/1")
    private let memory = MemoryVectors()

    private func indexer(_ index: SearchIndex, _ source: any EmbedderSource) -> Indexer {
        Indexer(index: index, source: source, cache: memory, archive: memory, now: { 0 })
    }

    private func load(_ revisions: [Revision]) async throws {
        let indexer = indexer(SearchIndex(), Source(.ready(old)))
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
    }

    /// More passages than one step takes.
    private func many() throws -> [Revision] {
        try (0..<700).map { try Shop.extra($0) }
    }

    @Test func `the old vectors serve until the new ones are complete`() async throws {
        let revisions = try many()
        try await load(revisions)
        let (index, source) = (SearchIndex(), Source(.ready(new), former: [old]))
        let indexer = indexer(index, source)
        #expect(try await indexer.start(revisions))
        #expect(index.current.embedder == old.id)
        var looks: [(serving: String?, made: Int?)] = []
        let isDone = try await indexer.finish(revisions) {
            looks.append((index.current.embedder, indexer.progress?.passages))
            let findings = await index.search(Query(text: "a colour and a gift"), limit: 1).findings
            #expect(findings.dense != nil)
            return true
        }
        #expect(isDone && looks.count == 2 && looks.allSatisfy { $0.serving == old.id })
        #expect((looks[0].made ?? 0) > 0 && (looks[0].made ?? 0) < (looks[1].made ?? 0))
        #expect(index.current.embedder == new.id && indexer.progress == nil)
        #expect(await index.search(Query(text: "a colour and a gift"), limit: 1).findings.dense != nil)
        #expect(try await memory.embedders() == [new.id])
    }

    @Test func `what was made before a stop is not made again`() async throws {
        let revisions = try many()
        try await load(revisions)
        let first = indexer(SearchIndex(), Source(.ready(new), former: [old]))
        _ = try await first.start(revisions)
        #expect(try await !first.finish(revisions) { false })
        let made = new.texts.count
        #expect(made > 0)
        #expect(try await memory.embedders() == [new.id, old.id])
        let index = SearchIndex()
        let second = indexer(index, Source(.ready(new), former: [old]))
        #expect(try await second.start(revisions))
        #expect(index.current.embedder == old.id)
        #expect(try await second.finish(revisions))
        #expect(Set(new.texts).count == new.texts.count)
        #expect(index.current.embedder == new.id)
    }

    @Test func `a publication in between is found at once, with the old embedder`() async throws {
        var revisions = try Shop.revisions()
        try await load(revisions)
        let index = SearchIndex()
        let indexer = indexer(index, Source(.ready(new), former: [old]))
        _ = try await indexer.start(revisions)
        revisions.append(try Shop.revision("llamas", "Llamas", "Llamas are sent by courier."))
        #expect(try await !indexer.finish(revisions) { false })
        #expect(index.current.embedder == old.id)
        let hit = await index.search(Query(text: "llamas"), limit: 1).findings.hits.first
        #expect(hit?.passage.article.value == "llamas" && hit?.cosine != nil)
    }

    @Test func `without the old embedder words serve until the new vectors are there`() async throws {
        let revisions = try Shop.revisions()
        try await load(revisions)
        let index = SearchIndex()
        let indexer = indexer(index, Source(.ready(new)))
        #expect(try await indexer.start(revisions))
        #expect(index.current.embedder == nil && index.current.articleCount == revisions.count)
        #expect(try await indexer.finish(revisions))
        #expect(index.current.embedder == new.id)
    }

    @Test func `an old embedder that fails in between gives way to words`() async throws {
        var revisions = try Shop.revisions()
        try await load(revisions)
        let index = SearchIndex()
        let indexer = indexer(index, Source(.ready(new), former: [old]))
        _ = try await indexer.start(revisions)
        old.fail(with: .endpoint(.unreachable))
        revisions.append(try Shop.revision("llamas", "Llamas", "Llamas are sent by courier."))
        #expect(try await !indexer.finish(revisions) { false })
        #expect(index.current.embedder == nil)
        #expect(await index.search(Query(text: "llamas"), limit: 1).findings.hits.first != nil)
    }

    @Test func `an embedder that cannot be reached yet leaves work, and its kept vectors serve later`()
        async throws
    {
        let revisions = try Shop.revisions()
        try await load(revisions)
        let (index, source) = (SearchIndex(), Source(.unreachable))
        let indexer = indexer(index, source)
        #expect(try await indexer.start(revisions))
        #expect(index.current.embedder == nil)
        #expect(try await !indexer.finish(revisions))
        source.want(.ready(old))
        let made = old.texts.count
        #expect(try await !indexer.start(revisions))
        #expect(index.current.embedder == old.id && old.texts.count == made)
    }
}
