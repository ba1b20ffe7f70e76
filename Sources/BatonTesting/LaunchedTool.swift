import Foundation
import Glibc
import Synchronization

/// A program that a test runs: one launch at a time, and what it prints is read on a thread of its own.
///
/// Foundation's pipes are inheritable, and a child closes those that its launch knew of. Of two launches at
/// once the one child may keep the other's pipe open, and who reads that pipe to its end waits for the wrong
/// program. Tests that did so on the two threads on which all tests run have stopped them all.
package final class LaunchedTool: Sendable {
    private static let launching = Mutex(())

    private let process: Process
    private let input: Pipe?
    private let output: Pipe

    /// - Parameters:
    ///   - hasInput: whether it reads what `write` says; otherwise its input is at its end.
    ///   - showsErrors: whether what it says of errors stands among what the tests print.
    package init(
        _ program: String, _ arguments: [String], hasInput: Bool = false, showsErrors: Bool = false
    ) throws {
        // A program that ended early would otherwise end the tests with it.
        signal(SIGPIPE, SIG_IGN)
        (process, input, output) = try Self.launching.withLock { _ in
            let (process, input, output) = (Process(), hasInput ? Pipe() : nil, Pipe())
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.standardInput = input ?? FileHandle.nullDevice
            process.standardOutput = output
            if !showsErrors { process.standardError = FileHandle.nullDevice }
            try process.run()
            // Only the program shall hold its end, or the end of its input would never come.
            try? input?.fileHandleForReading.close()
            return (process, input, output)
        }
    }

    deinit { try? input?.fileHandleForWriting.close() }

    /// The turn to start a program that was prepared elsewhere, and whose output goes to a file.
    package static func alone(_ start: () throws -> Void) throws {
        try launching.withLock { _ in try start() }
    }

    /// Runs it to its end, and returns all that it printed.
    package static func run(
        _ program: String, _ arguments: [String], input: [UInt8] = []
    ) async throws -> (status: Int32, output: [UInt8]) {
        let tool = try LaunchedTool(program, arguments, hasInput: !input.isEmpty)
        tool.write(input)
        let output = Mutex<[UInt8]>([])
        return await withCheckedContinuation { continuation in
            tool.read { bytes in
                output.withLock { $0 += bytes }
                guard bytes.isEmpty else { return }
                continuation.resume(returning: (tool.status(), output.withLock { $0 }))
            }
        }
    }

    /// A program that has ended meanwhile is noticed where its output is read.
    package func write(_ bytes: [UInt8]) {
        try? input?.fileHandleForWriting.write(contentsOf: Data(bytes))
    }

    package func terminate() { process.terminate() }

    /// Calls `heard` with what the program prints, on a thread of its own; at last, once, with no bytes.
    package func read(_ heard: @escaping @Sendable ([UInt8]) -> Void) {
        let reader = output.fileHandleForReading
        // No readability handler: one that ends as its handle closes brings libdispatch down.
        Thread.detachNewThread {
            var bytes = reader.availableData
            while !bytes.isEmpty {
                heard([UInt8](bytes))
                bytes = reader.availableData
            }
            heard([])
        }
    }

    /// How it ended; blocks until it has.
    private func status() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
