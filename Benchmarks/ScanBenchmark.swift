import CKernels
import Kernels

/// The exact scan of int8 rows beside the rate at which this machine reads memory at all.
struct ScanBenchmark {
    static let rowCounts = [10_000, 100_000, 1_000_000]
    private static let dimensions = 384
    private static let rounds = 15

    /// Both are measured in turns, so that what else the machine does falls on both.
    func run() {
        print("Scan of n x \(Self.dimensions) int8, one thread (medians of \(Self.rounds) turns)")
        print("rows        path               scan ms     GB/s  read GB/s    ratio")
        for count in Self.rowCounts {
            let rows = makeRows(count)
            let bytes = AlignedBuffer<Int8>(count: count * Self.dimensions)
            for index in 0..<bytes.count where index % 64 == 0 { bytes[index] = 1 }
            for set in InstructionSet.available { compare(rows, bytes, on: set) }
        }
    }

    private func compare(_ rows: Int8Rows, _ bytes: AlignedBuffer<Int8>, on set: InstructionSet) {
        let query = Int8Query(rows.vector(rows.count / 2))
        var result = [Float](repeating: 0, count: rows.count)
        let repeats = max(1, 1_000_000 / rows.count)
        var (scan, read) = (Measurements(), Measurements())
        // What is read must be used, or it would not be read.
        var seen: Int64 = 0
        for _ in 0..<Self.rounds {
            var start = Clock.processorMilliseconds()
            for _ in 0..<repeats {
                var span = result.mutableSpan
                rows.cosines(query, rows: 0..<rows.count, into: &span, on: set)
            }
            scan.add((Clock.processorMilliseconds() - start) / Double(repeats))
            start = Clock.processorMilliseconds()
            for _ in 0..<repeats {
                seen ^= unsafe ck_read(InstructionSet.best.rawValue, bytes.start, bytes.count)
            }
            read.add((Clock.processorMilliseconds() - start) / Double(repeats))
        }
        precondition(seen < .max)
        let gigabytes = Double(bytes.count) / 1e6
        print(
            "\(rows.count)".padded(12) + "\(set)".padded(14) + column(scan.median, width: 12)
                + column(gigabytes / scan.median) + column(gigabytes / read.median, width: 11)
                + column(read.median / scan.median))
    }

    private func makeRows(_ count: Int) -> Int8Rows {
        var rows = Int8Rows(dimensions: Self.dimensions)
        rows.reserve(count)
        var state: UInt64 = 42
        let pattern = (0..<4096).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int8(truncatingIfNeeded: Int(state >> 33) % 128)
        }
        for index in 0..<count {
            let start = index % 3000
            rows.append(quantized: Array(pattern[start..<(start + Self.dimensions)]), scale: 0.001)
        }
        return rows
    }
}
