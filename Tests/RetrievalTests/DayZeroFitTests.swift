import BatonTesting
import Kernels
import Knowledge
import Testing

@testable import Retrieval

struct DayZeroFitTests {
    private let embedder = WordEmbedder()

    /// Articles with five phrasings each. Those of a `sharing` article have words in common; the words of
    /// the others stand in one phrasing alone.
    private func revisions(_ count: Int, sharing: (Int) -> Bool, seed: UInt64 = 1) throws -> [Revision] {
        var numbers = SplitMix64(seed: seed)
        func word() -> String { "w" + String(numbers.next(), radix: 36) }
        return try (0..<count).map { number in
            let common = (0..<6).map { _ in word() }
            let phrasings = (0..<5).map { _ in
                let words = sharing(number) ? Array(common.shuffled(using: &numbers).prefix(4)) : []
                return (words + (words.count..<5).map { _ in word() }).joined(separator: " ")
            }
            return try Shop.revision("article-\(number)", word(), word(), phrasings: phrasings)
        }
    }

    private func snapshot(_ revisions: [Revision]) async throws -> Snapshot {
        let (index, kept) = (SearchIndex(embedder: embedder), MemoryVectors())
        let indexer = Indexer(index: index, embedder: embedder, cache: kept, archive: kept, now: { 0 })
        try await indexer.finish(revisions)
        return index.current
    }

    private func fitted(
        _ revisions: [Revision], memory: UnansweredMemory? = nil
    ) async throws -> DayZero? {
        try await DayZeroFit(
            snapshot(revisions), of: revisions, memory: memory, questionsMin: 100)?.run()
    }

    @Test func `a library fits a model that tells hidden articles from those that are there`() async throws {
        let found = try #require(try await fitted(revisions(22, sharing: { _ in true })))
        #expect(found.samples.count == 2 * 110)
        #expect(found.samples.count(where: \.isHidden) == 110)
        #expect((found.separation ?? 0) > 0.9)
        #expect(found.mixed.count { $0.isHidden } == 28)
        #expect((found.calibrationError ?? 1) < 0.15)
        #expect(found.model.version.hasPrefix("day0-") && !found.model.isFittedOnOutcomes)
        // And it is put in force, unless there is one that people's verdicts made.
        let index = SearchIndex(embedder: embedder)
        index.use(dayZero: found)
        #expect(index.confidence == found.model)
        let refit = ConfidenceModel(version: "fit-7", features: [], bias: 0)
        index.use(refit)
        index.use(dayZero: found)
        #expect(index.confidence == refit)
    }

    @Test func `no question finds itself`() async throws {
        let found = try #require(try await fitted(revisions(22, sharing: { $0 % 2 == 0 })))
        let right = found.samples.count { $0.isRight }
        // 55 questions share words with their article; the other 55 would be right if they stayed in.
        #expect((45...70).contains(right))
        #expect(!found.samples.contains { $0.isHidden && $0.isRight })
    }

    @Test func `the same library gives the same model`() async throws {
        let revisions = try revisions(20, sharing: { $0 % 3 != 0 })
        let (first, second) = (try await fitted(revisions), try await fitted(revisions))
        #expect(first?.model == second?.model && first?.model != nil)
        #expect(first?.samples == second?.samples)
    }

    @Test func `what is remembered is learned to speak against answering`() async throws {
        let revisions = try revisions(22, sharing: { _ in true })
        var memory = UnansweredMemory(embedder: embedder.id, dimensions: embedder.dimensions)
        for number in 0..<100 {
            let vector = try await embedder.vectors(of: ["lost question \(number)"], isUrgent: true)
            memory.remember("m\(number)", vector: try #require(vector.first))
        }
        let found = try #require(try await fitted(revisions, memory: memory))
        let weights = found.model.features.filter { $0.name.hasPrefix("unanswered") }.map(\.weight)
        #expect(weights.count == 2 && weights.reduce(0, +) < 0)
        #expect(found.remembered == 100)
    }

    @Test func `what was asked tells how many have no answer, and moves the confidence`() async throws {
        let revisions = try revisions(22, sharing: { _ in true })
        let snapshot = try await snapshot(revisions)
        let fit = try #require(DayZeroFit(snapshot, of: revisions, questionsMin: 100))
        let assumed = try #require(fit.run())
        func measures(_ text: String) async throws -> [String: Double] {
            let vector = try await embedder.vectors(of: [text], isUrgent: true).first
            let findings = snapshot.search(Query(text: text), vector: vector, limit: 1)
            return Evidence(findings, model: .byHand, answerMin: 0).measures
        }
        let known = try await measures(try #require(revisions.first?.article.phrasings.first))
        let lost = try await measures("nobody wrote about this anywhere")
        let answerable = try #require(fit.run(traffic: [[String: Double]](repeating: known, count: 400)))
        let hopeless = try #require(fit.run(traffic: [[String: Double]](repeating: lost, count: 400)))
        #expect(answerable.unanswerableShare < assumed.unanswerableShare)
        #expect(hopeless.unanswerableShare > assumed.unanswerableShare)
        func confidence(_ fit: DayZero) -> Double {
            fit.samples.reduce(0) { $0 + $1.confidence } / Double(fit.samples.count)
        }
        #expect(confidence(answerable) > confidence(assumed) && confidence(assumed) > confidence(hopeless))
        #expect(Set([assumed, answerable, hopeless].map(\.model.version)).count == 3)
        // Fewer hidden ones among the samples that the threshold is chosen on.
        #expect(answerable.mixed.count(where: \.isHidden) < assumed.mixed.count(where: \.isHidden))
        // Too little was asked: as on the first day.
        #expect(fit.run(traffic: [[String: Double]](repeating: known, count: 20))?.model == assumed.model)
    }

    @Test func `a threshold keeps the error rate, or there is none`() async throws {
        let clear = try #require(try await fitted(revisions(40, sharing: { _ in true })))
        let choice = try #require(clear.threshold(errorMax: 0.1, certainty: 0.95))
        let answered = clear.mixed.filter { $0.confidence >= choice.threshold }
        let errors = answered.count { !$0.isRight }
        #expect(Double(errors) <= 0.1 * Double(answered.count))
        #expect(clear.threshold(errorMax: 0.001, certainty: 0.95) == nil)
    }

    @Test func `without phrasings the passages ask`() async throws {
        var numbers = SplitMix64(seed: 3)
        func word() -> String { "w" + String(numbers.next(), radix: 36) }
        let revisions = try (0..<25).map { number in
            let topic = word()
            let sections = (0..<5).map { _ in "## \(topic) \(word())\n\nAbout \(topic) and \(word()).\n" }
            return try Shop.revision("article-\(number)", "\(topic) guide", sections.joined(separator: "\n"))
        }
        let snapshot = try await snapshot(revisions)
        let fit = try #require(DayZeroFit(snapshot, of: revisions, questionsMin: 100))
        #expect(fit.textsToEmbed.count >= 100)
        #expect(fit.run() == nil, "without their vectors there is nothing to ask")
        let vectors = try await fit.vectors(by: embedder)
        let found = try #require(fit.run(vectors: vectors))
        #expect((found.separation ?? 0) > 0.8)
    }

    @Test func `where there is too little, the weights set by hand remain`() async throws {
        for count in [0, 1, 5] {
            #expect(try await fitted(revisions(count, sharing: { _ in true })) == nil)
        }
        let many = try revisions(60, sharing: { _ in true })
        #expect(DayZeroFit(Snapshot(many), of: many) == nil, "words alone")
        let index = SearchIndex(embedder: embedder)
        index.use(dayZero: nil)
        #expect(index.confidence == .byHand)
    }

    @Test func `articles that are all alike fit a model that promises nothing`() async throws {
        let phrasings = (0..<5).map { _ in "how do I return my order" }
        let alike = try (0..<24).map {
            try Shop.revision("article-\($0)", "Returns", "Send it back.", phrasings: phrasings)
        }
        let found = try await fitted(alike)
        #expect(found?.threshold(errorMax: 0.05, certainty: 0.95) == nil)
        #expect(found?.samples.allSatisfy { $0.confidence < 0.3 } ?? true)
    }
}
