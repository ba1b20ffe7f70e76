import BatonTesting
import Kernels
import Knowledge
import Testing

@testable import Retrieval

struct FusionFitTests {
    private let embedder = WordEmbedder()

    /// Two articles: the right one is ahead by its words, the other one by its centroid.
    private func wordy(_ number: Int, lead: Float = 1.5) -> FusionCase {
        FusionCase(
            contenders: [
                .init(centroid: 0.6, nearest: 0.6, words: 1, isOfArea: false, codes: 0, isRight: false),
                .init(centroid: 0.5, nearest: 0.6, words: 1 + lead, isOfArea: false, codes: 0, isRight: true),
            ], group: number, weight: 1)
    }

    private func plain(_ number: Int) -> FusionCase {
        FusionCase(
            contenders: [
                .init(centroid: 0.6, nearest: 0.7, words: 3, isOfArea: false, codes: 0, isRight: true),
                .init(centroid: 0.3, nearest: 0.4, words: 1, isOfArea: false, codes: 0, isRight: false),
            ], group: number, weight: 1)
    }

    @Test func `a library whose titles mislead gets less weight of centroids or more of words`() throws {
        let cases = (0..<300).map { wordy($0, lead: $0.isMultiple(of: 3) ? 1.5 : 1) }
        #expect(cases.allSatisfy { $0.rank(by: .standard) == 2 })
        let found = try #require(FusionFit(cases, against: .standard).run())
        #expect(found.isBetter && found.hitBefore == 0 && found.hitHeldOut == 1)
        let constants = found.constants
        let standard = FusionConstants.standard
        #expect(
            constants.centroidWeight < standard.centroidWeight
                || constants.wordsWeight > standard.wordsWeight)
        #expect(constants.centroidWeight + constants.unitWeight == 1)
        #expect(constants.areaBoost == standard.areaBoost)
    }

    @Test func `where the constants in force are as good as any they stay`() {
        #expect(FusionFit((0..<300).map(plain), against: .standard).run() == nil)
    }

    @Test func `a gain that chance explains is not taken`() throws {
        let few = (0..<300).map { $0 < 4 ? wordy($0) : plain($0) }
        let found = try #require(FusionFit(few, against: .standard).run())
        #expect(found.hitHeldOut > found.hitBefore && found.deviations < 2.33 && !found.isBetter)
        // The same share of more questions is no chance.
        let many = (0..<3_000).map { $0 % 300 < 4 ? wordy($0) : plain($0) }
        #expect(try #require(FusionFit(many, against: .standard).run()).isBetter)
    }

    @Test func `what is better for some questions alone does not pass on those it was not chosen by`() throws
    {
        var numbers = SplitMix64(seed: 5)
        // Right and wrong are drawn: whatever seems better on some is not on others.
        let cases = (0..<400).map { number in
            let isFirst = numbers.share() < 0.5
            return FusionCase(
                contenders: (0..<2).map { place in
                    .init(
                        centroid: Float(numbers.share()), nearest: Float(numbers.share()),
                        words: Float(numbers.share() * 10), isOfArea: false, codes: 0,
                        isRight: (place == 0) == isFirst)
                }, group: number, weight: 1)
        }
        #expect(FusionFit(cases, against: .standard).run()?.isBetter != true)
    }

    @Test func `too few questions fit nothing`() {
        let cases = (0..<FusionFit.casesMin - 1).map { wordy($0) }
        #expect(FusionFit(cases, against: .standard).run() == nil)
    }

    @Test func `a question counts its weight, and questions of one group never help one another`() throws {
        let heavy = (0..<300).map { number in
            FusionCase(
                contenders: (number < 30 ? wordy(number) : plain(number)).contenders, group: number,
                weight: number < 30 ? 10 : 1)
        }
        let found = try #require(FusionFit(heavy, against: .standard).run())
        #expect(abs(found.hitBefore - 270.0 / 570) < 1e-9 && found.hitHeldOut == 1)
        // All that speaks for other constants is in one conversation: they are not chosen without it.
        let alone = (0..<300).map { number in
            FusionCase(
                contenders: (number < 30 ? wordy(number) : plain(number)).contenders,
                group: number < 30 ? 0 : number, weight: 1)
        }
        #expect(FusionFit(alone, against: .standard).run()?.isBetter == false)
    }

    @Test func `a case ranks as the search does, by any constants`() async throws {
        let revisions = try Shop.revisions()
        let index = try await EmbeddedShop.index(revisions)
        for constants in [
            FusionConstants.standard,
            FusionConstants(centroidWeight: 0.8, unitWeight: 0.2, wordsWeight: 0, areaBoost: 0.02),
        ] {
            let snapshot = index.current.fused(by: constants)
            for text in ["a refund to my bank", "voucher days", "stock of shoes", "the courier's label"] {
                let query = Query(text: text)
                let vector = try #require(
                    try await embedder.vectors(of: [snapshot.embedded(query)], isUrgent: true).first)
                let first = try #require(
                    snapshot.search(query, vector: vector, limit: 1).hits.first?.passage.article)
                let one = index.current.fusionCase(query, vector: vector, right: [first], group: 0)
                #expect(one?.rank(by: constants) == 1)
            }
        }
    }
}

struct FusionConstantsTests {
    private let other = FusionConstants(
        centroidWeight: 0, unitWeight: 1, wordsWeight: 0.06, areaBoost: 0.02)

    @Test func `a manifest and a decision name the constants, and the standard ones change neither`()
        async throws
    {
        let index = try await EmbeddedShop.index(try Shop.revisions())
        let standard = index.current
        let fused = standard.fused(by: other)
        #expect(fused.id != standard.id && fused.fused(by: .standard).id == standard.id)
        #expect(fused.manifest.constants["words_weight"] == Double(Float(0.06)))
        let query = Query(text: "a refund to my bank")
        let vector = try await WordEmbedder().vectors(of: [query.text], isUrgent: true)[0]
        func measures(_ snapshot: Snapshot) -> [String: Double] {
            let findings = snapshot.search(query, vector: vector, limit: 3)
            return Evidence(findings, model: .byHand, answerMin: 0).measures
        }
        #expect(FusionConstants(measures: measures(fused)) == other)
        #expect(FusionConstants(measures: measures(standard)) == .standard)
        #expect(measures(standard)["words_weight"] == nil)
        #expect(measures(standard)["best_score"] != measures(fused)["best_score"])
    }

    @Test func `what is published later ranks by the constants in force, and its manifest is kept`()
        async throws
    {
        let (embedder, kept) = (WordEmbedder(), MemoryVectors())
        let index = SearchIndex(embedder: embedder)
        let indexer = Indexer(index: index, embedder: embedder, cache: kept, archive: kept, now: { 0 })
        var revisions = try Shop.revisions()
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
        let former = index.current
        try await index.use(other, archive: kept, atMilliseconds: 1)
        #expect(index.constants == other && index.current.constants == other)
        #expect(kept.manifestIDs.contains(index.current.id))
        revisions.append(try Shop.extra(1))
        try await indexer.finish(revisions)
        #expect(index.current.constants == other && index.current.articleCount == revisions.count)
        #expect(kept.manifestIDs.contains(index.current.id))
        // What was made before they came into force does not bring the former ones back.
        index.swap(former)
        #expect(index.current.constants == other)
    }
}
