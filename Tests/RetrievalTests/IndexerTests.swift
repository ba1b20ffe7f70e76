import BatonTesting
import Embedding
import Knowledge
import Retrieval
import Testing

struct IndexerTests {
    private let embedder = WordEmbedder()
    private let memory = MemoryVectors()

    private func indexer(_ index: SearchIndex, _ embedder: WordEmbedder? = nil) -> Indexer {
        Indexer(
            index: index, embedder: embedder ?? self.embedder, cache: memory, archive: memory, now: { 0 })
    }

    private func load(_ revisions: [Revision], _ index: SearchIndex) async throws {
        let indexer = indexer(index)
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
    }

    private func found(_ snapshot: Snapshot, _ text: String) async throws -> [Hit] {
        let vector = try await embedder.vectors(of: [text], isUrgent: true).first
        let findings = snapshot.search(Query(text: text), vector: vector, limit: 6)
        #expect(findings.dense != nil)
        return findings.hits
    }

    private func hits(_ snapshot: Snapshot, _ text: String) async throws -> [String] {
        try await found(snapshot, text).map {
            "\($0.passage.article) \($0.passage.revision).\($0.passage.ordinal)"
        }
    }

    @Test func `a library that is new to the embedder is searched by words until its vectors are made`()
        async throws
    {
        let index = SearchIndex(embedder: embedder)
        let indexer = indexer(index)
        let revisions = try Shop.revisions()
        #expect(try await indexer.start(revisions))
        #expect(index.current.embedder == nil)
        #expect(index.current.articleCount == revisions.count)
        let byWords = await index.search(Query(text: "refund"), limit: 1).findings
        #expect(byWords.dense == nil && byWords.hits.first?.cosine == nil)
        try await indexer.finish(revisions)
        #expect(index.current.embedder == embedder.id)
        let fused = await index.search(Query(text: "refund"), limit: 1).findings
        #expect(fused.dense != nil && fused.hits.first?.cosine != nil)
    }

    @Test func `a restart makes no vector again`() async throws {
        let revisions = try Shop.revisions()
        try await load(revisions, SearchIndex(embedder: embedder))
        let made = embedder.texts.count
        #expect(made > revisions.count)
        let second = SearchIndex(embedder: embedder)
        #expect(try await !indexer(second).start(revisions))
        #expect(second.current.embedder == embedder.id)
        #expect(embedder.texts.count == made)
    }

    @Test func `of a changed article only new passages are embedded`() async throws {
        let index = SearchIndex(embedder: embedder)
        var revisions = try Shop.revisions()
        try await load(revisions, index)
        let made = embedder.texts.count
        revisions[0] = try Shop.changed(revisions[0], adding: "## More\n\nA sentence about giraffes.")
        try await load(revisions, index)
        let new = Array(embedder.texts[made...])
        #expect(new.contains { $0.contains("giraffes") })
        #expect(
            try await hits(index.current, "giraffes").first?.hasPrefix("\(revisions[0].article.id) 2.")
                == true)
    }

    @Test func `a removed article is not found, and its vectors are forgotten`() async throws {
        let index = SearchIndex(embedder: embedder)
        let revisions = try Shop.revisions()
        try await load(revisions, index)
        let (count, gone) = (memory.vectorCount, revisions[1].article.id)
        try await load(revisions.filter { $0.article.id != gone }, index)
        #expect(index.current.articleCount == revisions.count - 1)
        #expect(
            try await !hits(index.current, revisions[1].article.title).contains { $0.hasPrefix("\(gone) ") })
        #expect(memory.vectorCount < count)
    }

    @Test func `every snapshot that was searched has its manifest kept`() async throws {
        let index = SearchIndex(embedder: embedder)
        var revisions = try Shop.revisions()
        var seen: Set<String> = []
        for _ in 0..<3 {
            try await load(revisions, index)
            seen.insert(index.current.id)
            revisions[0] = try Shop.changed(revisions[0], adding: "One more line.")
        }
        #expect(seen.count == 3)
        #expect(memory.manifestIDs.isSuperset(of: seen))
        let text = try #require(try await memory.manifest(index.current.id))
        #expect(Manifest(text: text) == index.current.manifest)
    }

    @Test func `another embedder makes all vectors anew`() async throws {
        let revisions = try Shop.revisions()
        try await load(revisions, SearchIndex(embedder: embedder))
        let other = WordEmbedder(id: "words/2")
        let index = SearchIndex(embedder: other)
        let indexer = indexer(index, other)
        #expect(try await indexer.start(revisions))
        try await indexer.finish(revisions)
        #expect(index.current.embedder == "words/2")
        #expect(other.texts.count == embedder.texts.count)
    }

    @Test(arguments: [EmbeddingFailure.busy, .cancelled, .closed])
    func `when the embedder fails words alone decide`(failure: EmbeddingFailure) async throws {
        let index = SearchIndex(embedder: embedder)
        try await load(try Shop.revisions(), index)
        embedder.fail(with: failure)
        let findings = await index.search(Query(text: "how do I get a refund"), limit: 3).findings
        #expect(findings.dense == nil)
        #expect(findings.hits.first?.passage.article.value == "refunds")
    }

    @Test func `when vectors cannot be made the library is still found by words`() async throws {
        let index = SearchIndex(embedder: embedder)
        let indexer = indexer(index)
        let revisions = try Shop.revisions()
        embedder.fail(with: .closed)
        #expect(try await indexer.start(revisions))
        await #expect(throws: EmbeddingFailure.closed) { try await indexer.finish(revisions) }
        #expect(await !index.search(Query(text: "refund"), limit: 1).findings.hits.isEmpty)
    }

    @Test func `many publications find the same as an index made at once`() async throws {
        let index = SearchIndex(embedder: embedder)
        var revisions = try Shop.revisions()
        try await load(revisions, index)
        var random = SplitMix(state: 7)
        for round in 0..<40 {
            let position = Int(random.next() % UInt64(revisions.count))
            if round % 7 == 6, revisions.count > 4 {
                revisions.remove(at: position)
            } else if round % 5 == 4 {
                revisions.append(try Shop.extra(round))
            } else {
                revisions[position] = try Shop.changed(
                    revisions[position],
                    adding: "Line \(round) on \(Shop.word(&random)) and \(Shop.word(&random)).")
            }
            try await load(revisions, index)
            let fresh = SearchIndex(embedder: embedder)
            try await load(revisions, fresh)
            #expect(fresh.current.id == index.current.id)
            #expect(index.current.segmentCount <= 8)
            for _ in 0..<4 {
                let text = "\(Shop.word(&random)) \(Shop.word(&random)) \(Shop.word(&random))"
                // With the same scores: what is dead weighs nothing.
                let (old, new) = (try await found(index.current, text), try await found(fresh.current, text))
                #expect(old == new, "\(text), round \(round)")
                let words = [index, fresh].map { $0.current.search(Query(text: text), limit: 6).hits }
                #expect(words[0] == words[1], "\(text), round \(round), by words")
            }
        }
    }

    @Test func `in a library of many blocks the first and the last article are found`() async throws {
        let count = 2_100
        let revisions = try (0..<count).map { number in
            try Shop.revision("a\(10_000 + number)", "Item n\(number)", "Shelf s\(number % 7).")
        }
        let index = SearchIndex(embedder: embedder)
        try await load(revisions, index)
        for number in [0, count / 2, count - 1] {
            let words = index.current.search(Query(text: "n\(number)"), limit: 3).hits
            #expect(words.map(\.passage.article) == [revisions[number].article.id])
            let fused = try await found(index.current, "n\(number)")
            #expect(fused.first?.passage.article == revisions[number].article.id)
        }
    }
}

/// A reproducible source of numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

extension Shop {
    fileprivate static func word(_ random: inout SplitMix) -> String {
        words[Int(random.next() % UInt64(words.count))]
    }
}
