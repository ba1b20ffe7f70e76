import BatonTesting
import Knowledge
import Retrieval
import Testing

struct UnansweredMemoryTests {
    private let embedder = WordEmbedder()

    private func vector(_ text: String) async throws -> [Float] {
        try #require(try await embedder.vectors(of: [text], isUrgent: true).first)
    }

    private func memory(_ questions: [String]) async throws -> UnansweredMemory {
        var memory = UnansweredMemory(embedder: embedder.id, dimensions: embedder.dimensions)
        for question in questions { memory.remember(question, vector: try await vector(question)) }
        return memory
    }

    private func index() async throws -> SearchIndex {
        let (index, kept) = (SearchIndex(embedder: embedder), MemoryVectors())
        let indexer = Indexer(index: index, embedder: embedder, cache: kept, archive: kept, now: { 0 })
        try await indexer.finish(try Shop.revisions())
        return index
    }

    private func measures(_ index: SearchIndex, _ text: String) async -> [String: Double] {
        let (_, findings) = await index.search(Query(text: text), limit: 3)
        return Sufficiency.of(findings, model: index.confidence).evidence.measures
    }

    @Test func `the nearest remembered question is found, and forgotten ones are not`() async throws {
        var memory = try await memory(["can I pay by card", "is there a shop in Rome"])
        let nearest = memory.nearest(to: try await vector("can I pay in Rome by card"))
        #expect(nearest?.id == "can I pay by card")
        #expect((nearest?.cosine ?? 0) > 0.7)
        memory.forget(["can I pay by card"])
        #expect(memory.ids == ["is there a shop in Rome"])
        memory.forget(["is there a shop in Rome", "never remembered"])
        #expect(memory.count == 0)
        #expect(memory.nearest(to: try await vector("can I pay")) == nil)
    }

    @Test func `a question is remembered once, and only in the embedder's size`() async throws {
        var memory = try await memory(["can I pay by card", "can I pay by card"])
        memory.remember("short", vector: [1, 0])
        #expect(memory.count == 1)
        #expect(memory.nearest(to: [1, 0]) == nil)
    }

    @Test func `what is remembered becomes a measure of the question beside the articles`() async throws {
        let index = try await index()
        let text = "is the refund paid to my card"
        #expect(await measures(index, text)["unanswered_cosine"] == nil)
        index.use(try await memory([text]))
        let found = await measures(index, text)
        let cosine = try #require(found["unanswered_cosine"])
        #expect(cosine > 0.98)
        let nearest = try #require(found["nearest_cosine"])
        #expect(found["unanswered_margin"] == cosine - nearest)
        index.use(nil)
        #expect(await measures(index, text)["unanswered_cosine"] == nil)
    }

    @Test func `vectors of another embedder say nothing`() async throws {
        let index = try await index()
        var other = UnansweredMemory(embedder: "other/1", dimensions: embedder.dimensions)
        other.remember("one", vector: try await vector("refund"))
        index.use(other)
        #expect(await measures(index, "refund to my bank")["unanswered_cosine"] == nil)
    }
}
