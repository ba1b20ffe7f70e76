import BatonTesting
import Foundation
import Knowledge
import Retrieval
import Testing

struct ConfidenceModelTests {
    private func samples() -> [ConfidenceSample] {
        (0..<60).map { index in
            let near = Double(index) / 60
            // Every seventh is the other way round, so that no threshold tells all apart.
            let isRight = (index > 30) != (index % 7 == 0)
            return ConfidenceSample(
                measures: ["nearest_cosine": near, "coverage": 0.5, "fused_margin": near * near],
                isRight: isRight)
        }
    }

    @Test func `the weights set by hand give the numbers that they always gave`() {
        // The sum by hand: -3 + 1.5 nearest + 2 centroid - 2.5 neighbours + 4.5 margin + 2 w / (w + 8)
        // + 1.2 coverage + 2.8 min(specificity, 4) / 4.
        let measures = [
            "nearest_cosine": 0.8, "centroid_cosine": 0.7, "neighbours_cosine": 0.6, "fused_margin": 0.1,
            "words_saturated": 8.0 / 16, "coverage": 0.9, "specificity_capped": 2.0 / 4,
        ]
        let z = -3 + 1.2 + 1.4 - 1.5 + 0.45 + 1 + 1.08 + 1.4
        #expect(abs(ConfidenceModel.byHand.probability(measures) - 1 / (1 + exp(-z))) < 1e-12)
        #expect(ConfidenceModel.byHand.version == "hand-1")
    }

    @Test func `a model that is fitted orders what it was fitted on`() throws {
        let model = try #require(ConfidenceModel.fit(samples(), version: "fit-1"))
        #expect(model.version == "fit-1")
        #expect(model.features.map(\.name) == ["nearest_cosine", "fused_margin"])
        let low = model.probability(["nearest_cosine": 0.1, "fused_margin": 0.01])
        let high = model.probability(["nearest_cosine": 0.9, "fused_margin": 0.81])
        #expect(low < 0.3 && high > 0.7)
    }

    @Test func `a measure that is missing or no number adds nothing`() throws {
        let model = try #require(ConfidenceModel.fit(samples(), version: "fit-1"))
        let bare = 1 / (1 + exp(-model.bias))
        #expect(abs(model.probability([:]) - bare) < 1e-12)
        #expect(abs(model.probability(["nearest_cosine": .nan, "fused_margin": .infinity]) - bare) < 1e-12)
        let means = Dictionary(uniqueKeysWithValues: model.features.map { ($0.name, $0.mean) })
        #expect(abs(model.probability(means) - bare) < 1e-12)
    }

    @Test func `outcomes of one kind fit no model`() {
        let right = samples().map { ConfidenceSample(measures: $0.measures, isRight: true) }
        #expect(ConfidenceModel.fit(right, version: "fit-1") == nil)
        #expect(ConfidenceModel.fit([], version: "fit-1") == nil)
        let same = [true, false].map { ConfidenceSample(measures: ["coverage": 1], isRight: $0) }
        #expect(ConfidenceModel.fit(same, version: "fit-1") == nil)
    }

    @Test func `a model is the same after it was stored`() throws {
        let model = try #require(ConfidenceModel.fit(samples(), version: "fit-1"))
        let stored = try JSONEncoder().encode(model)
        #expect(try JSONDecoder().decode(ConfidenceModel.self, from: stored) == model)
    }

    @Test func `the model in force makes the confidence, and the record names it`() async throws {
        let index = SearchIndex(embedder: WordEmbedder())
        let memory = MemoryVectors()
        let indexer = Indexer(
            index: index, embedder: WordEmbedder(), cache: memory, archive: memory, now: { 0 })
        try await indexer.finish(try Shop.revisions())
        let sure = ConfidenceModel(version: "sure-1", features: [], bias: 40)
        index.use(sure)
        let (_, findings) = await index.search(Query(text: "how long does a refund take"), limit: 3)
        let evidence = Sufficiency.of(findings, model: index.confidence).evidence
        #expect(evidence.confidence == 1 && evidence.measures["confidence"] == 1)
        #expect(evidence.confidenceVersion == "sure-1")
        let byHand = Sufficiency.of(findings).evidence
        #expect(byHand.confidence == ConfidenceModel.byHand.probability(byHand.measures))
    }
}
