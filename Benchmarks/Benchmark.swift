import Glibc
import Storage

/// Each is run by `script/bench` beside its references.
@main
struct Benchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let encode = EncodeBenchmark(weights: "Models/all-minilm-l6-v2.baton")
        switch arguments.first {
        case "encode": try await encode.run(only: arguments.dropFirst().first)
        case "load": try await encode.load()
        case "scan": ScanBenchmark().run()
        case "index":
            guard let (folder, rows) = folderAndRows(arguments) else { return usage() }
            try await IndexBenchmark(folder: folder, rows: rows).run(weights: encode.weights)
        case "rival":
            guard let (name, rows) = folderAndRows(arguments) else { return usage() }
            RivalBenchmark(rows: rows).run(name)
        case "library-build", "library":
            guard let (folder, rows) = folderAndRows(arguments) else { return usage() }
            let library = LibraryBenchmark(folder: folder, passages: rows)
            if arguments.first == "library" { try await library.run() } else { try await library.build() }
        case "receipts": try await receipts(Array(arguments.dropFirst()))
        default: usage()
        }
    }

    private static func usage() {
        print(
            """
            Benchmarks encode [generic|avx2|avx512|avx512VNNI|best] | load | scan | receipts FOLDER URL
                | index FOLDER ROWS | rival flat|hnsw|hnswlib ROWS | library-build FOLDER ROWS
                | library FOLDER ROWS
            """)
        exit(2)
    }

    private static func folderAndRows(_ arguments: ArraySlice<String>) -> (String, Int)? {
        guard arguments.count == 3, let rows = arguments.last.flatMap({ Int($0) }), rows > 0 else {
            return nil
        }
        return (arguments[arguments.startIndex + 1], rows)
    }

    private static func receipts(_ arguments: [String]) async throws {
        guard arguments.count == 2, let address = PostgresAddress(arguments[1]) else {
            print("Benchmarks receipts FOLDER postgres://...")
            exit(2)
        }
        try await ReceiptsBenchmark().run(folder: arguments[0], postgres: address)
    }
}
