import Glibc
import Storage

/// `Benchmarks encode [PATH] | load | scan | receipts FOLDER URL`; `script/bench` runs them beside their
/// references.
@main
struct Benchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let encode = EncodeBenchmark(weights: "Models/all-minilm-l6-v2.baton")
        switch arguments.first {
        case "encode": try await encode.run(only: arguments.dropFirst().first)
        case "load": try await encode.load()
        case "scan": ScanBenchmark().run()
        case "receipts": try await receipts(Array(arguments.dropFirst()))
        default:
            print(
                "Benchmarks encode [generic|avx2|avx512|avx512VNNI|best] | load | scan | receipts FOLDER URL")
            exit(2)
        }
    }

    private static func receipts(_ arguments: [String]) async throws {
        guard arguments.count == 2, let address = PostgresAddress(arguments[1]) else {
            print("Benchmarks receipts FOLDER postgres://...")
            exit(2)
        }
        try await ReceiptsBenchmark().run(folder: arguments[0], postgres: address)
    }
}
