import Embedding
import Kernels

/// Processor milliseconds for one text of so many tokens, from text to vector.
struct EncodeBenchmark {
    static let tokenCounts = [8, 16, 32, 64, 128, 256]
    private static let warmupRuns = 5
    private static let millisecondsPerCount: Double = 700
    private static let runsMax = 300
    private static let loads = 20

    /// Each is one word piece.
    private static let words = [
        "how", "do", "i", "change", "the", "address", "of", "my", "account", "after", "order",
    ]

    let weights: String

    /// A table of all instruction sets, or `set tokens median least` lines of one, for a program to read.
    func run(only name: String?) async throws {
        if name == nil {
            print("Embedding, processor ms a text (median of many runs, from text to vector)")
            print("path            " + Self.tokenCounts.map { column(Double($0)) + " tok" }.joined())
        }
        for set in InstructionSet.available
        where name == nil || name == "\(set)" || (name == "best" && set == .best) {
            let model = try MiniLM.load(weights, on: set)
            var line = "\(set)".padded(16)
            for count in Self.tokenCounts {
                let measured = try await measure(model, tokens: count)
                if name != nil { print(set, count, measured.median, measured.least) }
                line += column(measured.median) + "    "
            }
            if name == nil { print(line) }
            model.close()
        }
    }

    private func measure(_ model: MiniLM, tokens: Int) async throws -> Measurements {
        // [CLS] and [SEP] are two of them.
        let text = (0..<(tokens - 2)).map { Self.words[$0 % Self.words.count] }.joined(separator: " ")
        for _ in 0..<Self.warmupRuns { _ = try await model.vectors(of: [text], isUrgent: false) }
        var measurements = Measurements()
        let began = Clock.wallMilliseconds()
        for _ in 0..<Self.runsMax where Clock.wallMilliseconds() - began < Self.millisecondsPerCount {
            let start = Clock.processorMilliseconds()
            _ = try await model.vectors(of: [text], isUrgent: false)
            measurements.add(Clock.processorMilliseconds() - start)
        }
        return measurements
    }

    /// Time to load, and what the process holds.
    func load() async throws {
        let before = Memory.residentMegabytes()
        let model = try MiniLM.load(weights)
        let loaded = Memory.residentMegabytes()
        _ = try await measure(model, tokens: 256)
        let used = Memory.residentMegabytes()
        model.close()
        var measurements = Measurements()
        for _ in 0..<Self.loads {
            let start = Clock.wallMilliseconds()
            try MiniLM.load(weights).close()
            measurements.add(Clock.wallMilliseconds() - start)
        }
        print("Load: \(column(measurements.median, width: 0)) ms (median of \(Self.loads))")
        print("Resident: \(before) MB before, \(loaded) MB loaded, \(used) MB after texts of 256 tokens")
    }
}

extension String {
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
