import Glibc

/// `Benchmarks encode [PATH] | load | scan`; `script/bench` runs them all beside onnxruntime.
@main
struct Benchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let encode = EncodeBenchmark(weights: "Models/all-minilm-l6-v2.baton")
        switch arguments.first {
        case "encode": try await encode.run(only: arguments.dropFirst().first)
        case "load": try await encode.load()
        case "scan": ScanBenchmark().run()
        default:
            print("Benchmarks encode [generic|avx2|avx512|avx512VNNI|best] | load | scan")
            exit(2)
        }
    }
}
