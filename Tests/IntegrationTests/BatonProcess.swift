import BatonTesting
import Foundation
import Testing

/// The real program, run to its end in a folder of its own.
struct BatonProcess {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("baton-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Runs `baton ARGUMENTS` and returns what it printed. Output goes to files: a full pipe would stop it.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        let process = try start(arguments, environment: environment, name: UUID().uuidString)
        return try await process.ended()
    }

    func start(
        _ arguments: [String], environment: [String: String] = [:], name: String = "server"
    ) throws -> Running {
        let process = Process()
        process.executableURL = try Self.program()
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let (out, err) = (file("\(name).out"), file("\(name).err"))
        for url in [out, err] { try Data().write(to: url) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        let (ends, end) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try LaunchedTool.alone { try process.run() }
        return Running(process: process, ends: ends, out: out, err: err)
    }

    struct Running {
        let process: Process
        let ends: AsyncStream<Int32>
        let out: URL
        let err: URL

        var output: String { (try? String(contentsOf: out, encoding: .utf8)) ?? "" }

        var errors: String { (try? String(contentsOf: err, encoding: .utf8)) ?? "" }

        func ended() async throws -> Outcome {
            var code: Int32 = -1
            for await ended in ends { code = ended }
            return Outcome(
                code: code, output: output, errors: (try? String(contentsOf: err, encoding: .utf8)) ?? "")
        }
    }

    func write(_ text: String, to name: String) throws {
        let url = file(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    /// The program stands beside the tests.
    private static func program() throws -> URL {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().appendingPathComponent("baton")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let built = repository.appendingPathComponent(".build/debug/baton")
        try #require(FileManager.default.isExecutableFile(atPath: built.path), "build the program first")
        return built
    }
}

/// Gives `body` a folder and takes it away afterwards.
func inFolder(_ body: (BatonProcess) async throws -> Void) async throws {
    let baton = try BatonProcess()
    defer { baton.remove() }
    try await body(baton)
}
