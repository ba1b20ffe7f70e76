import BatonTesting
import Knowledge
import Retrieval
import Testing

struct FusionTests {
    private let embedder = WordEmbedder()

    private func index(_ revisions: [Revision]) async throws -> SearchIndex {
        let index = SearchIndex(embedder: embedder)
        let memory = MemoryVectors()
        let indexer = Indexer(index: index, embedder: embedder, cache: memory, archive: memory, now: { 0 })
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        return index
    }

    private func first(_ index: SearchIndex, _ query: Query) async -> String? {
        await index.search(query, limit: 5).findings.hits.first?.passage.article.value
    }

    @Test func `a phrasing finds its article, and the article's words are what is cited`() async throws {
        let revisions = try Shop.revisions()
        let query = Query(text: "I cannot sign in")
        let fused = try await index(revisions).search(query, limit: 1).findings.hits.first
        #expect(fused?.passage.article.value == "accounts")
        #expect(fused?.passage.text == "Press the link below the form.")
        let byWords = Snapshot(revisions).search(query, limit: 1).hits.first
        #expect(byWords?.passage.text == "Press the link below the form.")
        #expect((byWords?.coverage ?? 0) > 0.9)
    }

    @Test func `articles for agents are not found by vectors either`() async throws {
        let index = try await index([
            try Shop.revision("secret", "Refund limit", "Refunds up to 50 euros.", audience: .agents),
            try Shop.revision("open", "Opening hours", "We are open from nine to five."),
        ])
        #expect(await first(index, Query(text: "refund limit")) != "secret")
        #expect(await first(index, Query(text: "refund limit", audiences: [.everyone, .agents])) == "secret")
    }

    @Test func `the visitor's product area decides between equals`() async throws {
        let index = try await index([
            try Shop.revision("one", "Export data", "Press export.", area: "billing"),
            try Shop.revision("two", "Export data", "Press export.", area: "reports"),
        ])
        #expect(await first(index, Query(text: "export data")) == "one")
        #expect(await first(index, Query(text: "export data", pageArea: "reports")) == "two")
    }

    @Test func `a question in another language is searched there, by words`() async throws {
        let index = try await index([
            try Shop.revision("en-port", "The port", "The server listens on port 8080."),
            try Shop.revision("de-port", "Der Port", "Der Server lauscht auf Port 8080.", language: "de"),
        ])
        let german = await index.search(Query(text: "Auf welchem Port lauscht der Server?"), limit: 3)
        #expect(german.findings.hits.first?.passage.article.value == "de-port")
        #expect(german.findings.dense == nil)
        let english = await index.search(Query(text: "which port does the server listen on"), limit: 3)
        #expect(english.findings.hits.first?.passage.article.value == "en-port")
        #expect(english.findings.dense != nil)
    }

    @Test func `a question of few words takes the turn before along`() {
        #expect(
            Query(text: "and on Docker?", context: ["how do I install it"]).embedded.hasPrefix(
                "how do I install"))
        #expect(
            Query(text: "how do I install it on Docker", context: ["hello there"]).embedded.hasPrefix("how"))
        #expect(Query(text: "?!", context: ["hello"]).embedded.isEmpty)
    }

    @Test func `the decision record gets the confidence with its threshold and its features`() async throws {
        let index = try await index(try Shop.revisions())
        let (_, findings) = await index.search(Query(text: "how long does a refund take"), limit: 5)
        let measures = Sufficiency.of(findings).evidence.measures
        let confidence = try #require(measures["confidence"])
        #expect((0...1).contains(confidence))
        #expect(measures["confidence_min"] == Confidence.answerMin)
        for name in ["nearest_cosine", "centroid_cosine", "neighbours_cosine", "fused_margin", "words_score"]
        {
            #expect(measures[name] != nil, "\(name)")
        }
    }

    @Test func `a snapshot's id names its embedder`() async throws {
        let revisions = try Shop.revisions()
        #expect(try await index(revisions).current.id != Snapshot(revisions).id)
    }
}
