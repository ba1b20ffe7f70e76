import CRivals
import Kernels

/// Another index over the same vectors, in a process of its own: its time, its memory and its recall.
struct RivalBenchmark {
    static let best = 10

    let rows: Int

    func run(_ name: String) {
        let kinds = ["flat": rival_faiss_flat, "hnsw": rival_faiss_hnsw, "hnswlib": rival_hnswlib]
        guard let kind = kinds[name] else { return print("There is no rival \(name).") }
        let synthetic = SyntheticVectors(rows: rows)
        let table = FloatTable(synthetic, rows: rows)
        let questions = SyntheticQuestions(synthetic, rows: rows)
        let before = Memory.residentMegabytes()
        let began = Clock.processorMilliseconds()
        guard let index = Rival(kind, table) else { return print("\(name) could not be built.") }
        let built = Clock.processorMilliseconds() - began
        let held = Memory.residentMegabytes() - before
        let (found, milliseconds) = index.search(questions)
        let truth =
            name == "flat" ? found : Rival(rival_faiss_flat, table)?.search(questions).found ?? []
        print(
            Self.line(
                name, rows: rows, built: built, query: milliseconds, recall: recall(found, truth), held: held
            ))
    }

    /// A line of the table of indexes; times in milliseconds, what is held in megabytes.
    static func line(
        _ name: String, rows: Int, built: Double, query: Double, recall: String, held: Int
    ) -> String {
        let count = String(rows)
        return name.padded(24) + String(repeating: " ", count: max(0, 12 - count.count)) + count
            + column(built / 1000, width: 10) + column(query, width: 10) + "    " + recall
            + column(Double(held), width: 12)
    }
}

/// The share of the true ten that were found, over all questions, with four digits.
func recall(_ found: [[Int]], _ truth: [[Int]]) -> String {
    let hits = zip(found, truth).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
    let share = Double(hits) / Double(max(1, truth.reduce(0) { $0 + $1.count }))
    let digits = String(10_000 + Int((share * 10_000).rounded()))
    return (share < 0.999_95 ? "0." : "1.") + digits.suffix(4)
}

/// One of other people's indexes.
@safe
final class Rival {
    private let index: OpaquePointer

    init?(_ kind: Int, _ table: FloatTable) {
        let made = unsafe rival_make(
            Int32(kind), table.numbers.start, table.rows, SyntheticVectors.dimensions)
        guard let made = unsafe made else { return nil }
        unsafe index = made
    }

    deinit { unsafe rival_release(index) }

    /// The best ten rows for each question, and the median milliseconds of one.
    func search(_ questions: SyntheticQuestions) -> (found: [[Int]], milliseconds: Double) {
        var all: [[Int]] = []
        var times = Measurements()
        for question in questions.vectors {
            var found = [Int64](repeating: -1, count: RivalBenchmark.best)
            let began = Clock.processorMilliseconds()
            unsafe rival_search(index, question, 1, RivalBenchmark.best, &found)
            times.add(Clock.processorMilliseconds() - began)
            all.append(found.map(Int.init))
        }
        return (all, times.median)
    }
}
