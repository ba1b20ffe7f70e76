import CKernels
import CRivals
import Embedding
import Glibc
import Kernels
import Retrieval

/// The vectors of a library: the scan over int8 beside the rate at which memory can be read, what it finds
/// once it is measured again by the 16-bit floats in a file, and how often these are the true ten.
struct IndexBenchmark {
    static let best = 10
    /// As many as a search measures again.
    static let rescored = 50
    private static let rounds = 15
    private static let realQuestionsMax = 500

    let folder: String
    let rows: Int

    func run(weights: String) async throws {
        let synthetic = SyntheticVectors(rows: rows)
        let questions = SyntheticQuestions(synthetic, rows: rows)
        let truth = try truth(synthetic, questions)
        let before = Memory.residentMegabytes()
        let began = Clock.processorMilliseconds()
        let (scanned, exact) = make((0..<rows).lazy.map(synthetic.row))
        let built = Clock.processorMilliseconds() - began
        let held = Memory.residentMegabytes() - before
        print("Index of \(rows) x \(SyntheticVectors.dimensions), one thread, processor time")
        rate(scanned)
        var (found, times, again) = ([[Int]](), Measurements(), Measurements())
        for question in questions.vectors {
            let one = search(question, scanned, exact)
            found.append(one.rows)
            times.add(one.milliseconds)
            again.add(one.rescoring)
        }
        print("of these, measuring \(Self.rescored) again: \(column(again.median, width: 0)) ms (median)")
        try await real(weights)
        print("")
        print("index                           rows   build s  query ms recall@10 resident MB")
        print(
            RivalBenchmark.line(
                "Baton int8 + f16 file", rows: rows, built: built, query: times.median,
                recall: recall(found, truth), held: held))
    }

    private func truth(_ synthetic: SyntheticVectors, _ questions: SyntheticQuestions) throws -> [[Int]] {
        let table = FloatTable(synthetic, rows: rows)
        return Rival(rival_faiss_flat, table)?.search(questions).found ?? []
    }

    private func make(_ vectors: some Sequence<[Float]>) -> (Int8Rows, ExactVectors) {
        var scanned = Int8Rows(dimensions: SyntheticVectors.dimensions)
        scanned.reserve(rows)
        let exact = VectorFolder(folder).open("bench", dimensions: SyntheticVectors.dimensions)
        for (row, vector) in vectors.enumerated() {
            scanned.append(vector)
            _ = exact.keep([vector], [VectorDigest(of: "row \(row)")])
        }
        if !exact.isInFile { print("The folder \(folder) cannot be written: everything is in memory.") }
        return (scanned, exact)
    }

    /// In turns, so that what else the machine does falls on both.
    private func rate(_ scanned: Int8Rows) {
        let query = Int8Query(scanned.vector(scanned.count / 2))
        var result = [Float](repeating: 0, count: scanned.count)
        let bytes = AlignedBuffer<Int8>(count: scanned.count * scanned.dimensions / 256 * 256)
        for index in stride(from: 0, to: bytes.count, by: 64) { bytes[index] = 1 }
        var (scan, read, seen) = (Measurements(), Measurements(), Int64(0))
        for _ in 0..<Self.rounds {
            var began = Clock.processorMilliseconds()
            var span = result.mutableSpan
            scanned.cosines(query, rows: 0..<scanned.count, into: &span)
            scan.add(Clock.processorMilliseconds() - began)
            began = Clock.processorMilliseconds()
            seen ^= unsafe ck_read(InstructionSet.best.rawValue, bytes.start, bytes.count)
            read.add(Clock.processorMilliseconds() - began)
        }
        precondition(seen < .max)
        let gigabytes = Double(bytes.count) / 1e6
        print(
            "scan \(column(scan.median, width: 0)) ms, \(column(gigabytes / scan.median, width: 0)) GB/s;"
                + " streaming read \(column(gigabytes / read.median, width: 0)) GB/s;"
                + " ratio \(column(read.median / scan.median, width: 0)) (aim 0.70)")
    }

    private func search(
        _ question: [Float], _ scanned: Int8Rows, _ exact: ExactVectors
    ) -> (rows: [Int], milliseconds: Double, rescoring: Double) {
        let began = Clock.processorMilliseconds()
        let cosines = scanned.cosines(question)
        let near = TopK.select(cosines.span, count: Self.rescored, above: -2)
        let middle = Clock.processorMilliseconds()
        let rows = exact.rows
        let again = near.map { rows.dot(Int32($0.index), question) }
        let best = TopK.select(again.span, count: Self.best, above: -2).map { near[$0.index].index }
        let end = Clock.processorMilliseconds()
        return (best, end - began, end - middle)
    }

    /// The public questions by the real model, where they are to be had.
    private func real(_ weights: String) async throws {
        guard let shared = unsafe getenv("BATON_SHARED").map({ unsafe String(cString: $0) }) else { return }
        let files = ["banking77_train.csv", "banking77_test.csv"].map { "\(shared)/data/questions/\($0)" }
        guard let articles = Questions.read(files[0]), let asked = Questions.read(files[1]) else { return }
        let model = try MiniLM.load(weights)
        defer { model.close() }
        var vectors: [[Float]] = []
        for text in articles { vectors += try await model.vectors(of: [text], isUrgent: false) }
        var scanned = Int8Rows(dimensions: model.dimensions)
        let exact = ExactVectors(dimensions: model.dimensions)
        for (text, vector) in zip(articles, vectors) {
            scanned.append(vector)
            // By number: the same text may stand there twice.
            _ = exact.keep([vector], [VectorDigest(of: "\(scanned.count) \(text)")])
        }
        var (found, truth) = ([[Int]](), [[Int]]())
        for text in asked.prefix(Self.realQuestionsMax) {
            guard let vector = try await model.vectors(of: [text], isUrgent: false).first else { continue }
            found.append(search(vector, scanned, exact).rows)
            let all = vectors.map { row in zip(row, vector).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
            truth.append(TopK.select(all.span, count: Self.best, above: -2).map(\.index))
        }
        print(
            "recall@10 over \(articles.count) real questions, \(found.count) asked: "
                + recall(found, truth))
    }
}
