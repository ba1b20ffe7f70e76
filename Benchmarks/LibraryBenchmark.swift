import Embedding
import Glibc
import Kernels
import Knowledge
import Learning
import Retrieval
import Synchronization

/// A whole library of a million passages: made, loaded as at a start, searched, and one article published
/// into it.
struct LibraryBenchmark {
    private static let passagesPerArticle = 10
    private static let wordsPerPassage = 40
    private static let vocabulary = 30_000
    private static let questions = 60

    let folder: String
    let passages: Int

    /// Makes every vector and the file of them, as the first start with an embedder does.
    func build() async throws {
        let began = Clock.processorMilliseconds()
        let (index, indexer, _) = library()
        try await indexer.finish(revisions())
        print(
            "made \(index.current.passageCount) passages of \(index.current.articleCount) articles, "
                + "cutting, synthetic vectors and file included:"
                + "\(column((Clock.processorMilliseconds() - began) / 1000)) s of processor")
    }

    func run() async throws {
        let revisions = revisions()
        let (index, indexer, archive) = library()
        let before = Memory.residentMegabytes()
        let (began, wall) = (Clock.processorMilliseconds(), Clock.wallMilliseconds())
        guard try await !indexer.start(revisions) else { return print("The library was not built before.") }
        print(
            "start: \(index.current.passageCount) passages in \(index.current.segmentCount) segments,"
                + "\(column((Clock.processorMilliseconds() - began) / 1000)) s of processor,"
                + "\(column((Clock.wallMilliseconds() - wall) / 1000)) s; resident \(before) MB of articles,"
                + " then \(Memory.residentMegabytes()) MB, of which the system may drop the file's")
        search(index.current, revisions)
        try await replay(index, revisions)
        try await publish(revisions, index, indexer, archive)
    }

    private func search(_ snapshot: Snapshot, _ revisions: [Revision]) {
        let synthetic = SyntheticVectors(rows: passages)
        var (words, fused, hits) = (Measurements(), Measurements(), 0)
        for question in 0..<Self.questions {
            let article = question * (revisions.count / Self.questions)
            let text = Self.text(passage: article * Self.passagesPerArticle + 3, words: 6)
            let vector = synthetic.question(about: article * Self.passagesPerArticle + 3)
            var began = Clock.processorMilliseconds()
            _ = snapshot.search(Query(text: text), limit: 6)
            words.add(Clock.processorMilliseconds() - began)
            began = Clock.processorMilliseconds()
            let found = snapshot.search(Query(text: text), vector: vector, limit: 6)
            fused.add(Clock.processorMilliseconds() - began)
            if found.hits.first?.passage.article == revisions[article].article.id { hits += 1 }
        }
        print(
            "search: by words alone\(column(words.median)) ms, with vectors\(column(fused.median)) ms;"
                + " the right article first for \(hits) of \(Self.questions)")
    }

    /// What a publication waits for: questions asked of the library as it is, and with a changed article.
    private func replay(_ index: SearchIndex, _ revisions: [Revision]) async throws {
        let synthetic = SyntheticVectors(rows: passages)
        let old = revisions[0].article
        let changed = Article(
            id: old.id, title: old.title, language: "en", markdown: old.markdown + "\n\n## More\n\nOne line.")
        let questions = (0..<Replay.questionsMax).map { number in
            let passage = number * (passages / Replay.questionsMax)
            return Replay.Question(
                id: "\(number)", text: Self.text(passage: passage, words: 6),
                vector: synthetic.question(about: passage), area: nil,
                expected: [revisions[passage / Self.passagesPerArticle].article.id.value], known: .article)
        }
        let (began, wall) = (Clock.processorMilliseconds(), Clock.wallMilliseconds())
        let trial = try await index.trial(Revision(article: changed, number: 2, updatedAtMilliseconds: 0))
        let replay = Replay(
            Array(questions.prefix(200)), regression: Array(questions.dropFirst(200)), before: trial.base,
            trial: trial, in: Replay.Ways(model: index.confidence) { _ in 0 })
        print(
            "replay of \(questions.count) questions on both:"
                + "\(column((Clock.processorMilliseconds() - began) / 1000)) s of processor,"
                + "\(column((Clock.wallMilliseconds() - wall) / 1000)) s; \(replay.broken.count) broken,"
                + " \(replay.regression.count) answered before")
    }

    private func publish(
        _ revisions: [Revision], _ index: SearchIndex, _ indexer: Indexer, _ archive: MeasuredArchive
    ) async throws {
        var revisions = revisions
        // The first publication after a start also sorts out the store's vectors.
        for (number, what) in ["first publication", "publication of one article"].enumerated() {
            let old = revisions[number * 7 + 1]
            let article = Article(
                id: old.article.id, title: old.article.title, language: "en",
                markdown: old.article.markdown + "\n\n## More\n\nOne more line, number \(number).")
            revisions[number * 7 + 1] = Revision(article: article, number: 2, updatedAtMilliseconds: 0)
            let (kilobytes, megabytes) = (Memory.allocatedKilobytes(), Memory.residentMegabytes())
            let began = Clock.processorMilliseconds()
            try await indexer.finish(revisions)
            print(
                "\(what):\(column(Clock.processorMilliseconds() - began)) ms of processor,"
                    + " \(Memory.allocatedKilobytes() - kilobytes) kB more allocated,"
                    + " resident \(megabytes) MB before and \(Memory.residentMegabytes()) MB after,"
                    + " \(index.current.segmentCount) segments")
        }
        print("each keeps a manifest of \(archive.bytes / 1000) kB in the store")
    }

    private func library() -> (index: SearchIndex, indexer: Indexer, archive: MeasuredArchive) {
        let embedder = SyntheticEmbedder(rows: passages)
        let index = SearchIndex(embedder: embedder)
        let archive = MeasuredArchive()
        let indexer = Indexer(
            index: index, embedder: embedder, cache: NothingKept(), archive: archive,
            folder: VectorFolder(folder), now: { 0 })
        return (index, indexer, archive)
    }

    private func revisions() -> [Revision] {
        (0..<passages / Self.passagesPerArticle).compactMap { number in
            guard let id = ArticleID("article-\(number)") else { return nil }
            let sections = (0..<Self.passagesPerArticle).map { section in
                let passage = number * Self.passagesPerArticle + section
                return "## Part p\(passage)\n\n\(Self.text(passage: passage, words: Self.wordsPerPassage)).\n"
            }
            let article = Article(
                id: id, title: "Article \(Self.text(passage: number << 32, words: 3))", language: "en",
                markdown: sections.joined(separator: "\n"))
            return Revision(article: article, number: 1, updatedAtMilliseconds: 0)
        }
    }

    /// Words as often as in a language: the nth is 1/n as frequent as the first (Zipf).
    private static func text(passage: Int, words: Int) -> String {
        var numbers = SplitMix64(seed: UInt64(passage))
        return (0..<words).map { _ in
            let share = Double(numbers.next() >> 11) / Double(1 << 53)
            return "w\(Int(pow(Double(vocabulary), share)))"
        }.joined(separator: " ")
    }
}

/// Gives a text that names its passage ("Part p7") the synthetic vector of that number.
private struct SyntheticEmbedder: Embedder {
    let id: String
    let dimensions = SyntheticVectors.dimensions
    let languages: Set<String> = ["en"]
    private let synthetic: SyntheticVectors

    init(rows: Int) {
        id = "synthetic/\(rows)"
        synthetic = SyntheticVectors(rows: rows)
    }

    func vectors(of texts: [String], isUrgent: Bool) async throws(EmbeddingFailure) -> [[Float]] {
        texts.map { text in
            let named = text.split(separator: "Part p", maxSplits: 1).dropFirst().first
            let number = named.flatMap { Int($0.prefix(while: \.isNumber)) }
            return synthetic.row(number ?? text.utf8.reduce(1 << 50) { $0 &* 31 &+ Int($1) } & .max)
        }
    }
}

/// Keeps no vector, so that all come from the file.
private struct NothingKept: VectorCache {
    func vectors(_ keys: [String], embedder: String) async throws -> [String: [UInt8]] { [:] }
    func keep(_ vectors: [String: [UInt8]], embedder: String, atMilliseconds: Int64) async throws {}
    func embedders() async throws -> [String] { [] }
    func forget(exceptFor keys: Set<String>, embedder: String) async throws {}
}

/// Keeps the size of the last manifest.
private final class MeasuredArchive: SnapshotArchive {
    private let size = Mutex(0)

    var bytes: Int { size.withLock { $0 } }

    func keep(manifest: String, id: String, atMilliseconds: Int64) async throws {
        size.withLock { $0 = manifest.utf8.count }
    }

    func manifest(_ id: String) async throws -> String? { nil }
}
