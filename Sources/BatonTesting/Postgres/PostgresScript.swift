import Foundation
import Synchronization

/// A running `script/postgres`: an order a line goes in, an answer a line comes out, in the same order.
///
/// The server is stopped when this value goes away, or with this process whatever ends it.
package final class PostgresScript: Sendable {
    fileprivate struct Dialogue {
        /// Those who wait for the first line, which is the server's address and answers no order.
        var early: [CheckedContinuation<String?, Never>] = []
        var address: String?
        var waiting: [CheckedContinuation<String?, Never>] = []
        /// The bytes of a line that has not ended yet.
        var rest: [UInt8] = []
        var hasEnded = false
    }

    private let dialogue = Mutex(Dialogue())
    private let tool: LaunchedTool

    /// - Parameter options: as `script/postgres --help` names them.
    package init(_ options: [String] = []) throws {
        tool = try LaunchedTool(Self.file, options, hasInput: true, showsErrors: true)
        tool.read { [weak self] bytes in self?.receive(bytes) }
    }

    /// The server's address once it accepts connections; `nil` if it did not start.
    package func address() async -> String? {
        await withCheckedContinuation { continuation in
            let known: String?? = dialogue.withLock { dialogue in
                if dialogue.address != nil || dialogue.hasEnded { return .some(dialogue.address) }
                dialogue.early.append(continuation)
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// Waits for the script's answer; `nil` once it has ended.
    package func answer(to order: String) async -> String? {
        await withCheckedContinuation { continuation in
            let isOver = dialogue.withLock { dialogue in
                if dialogue.hasEnded { return true }
                dialogue.waiting.append(continuation)
                // Under the lock, so that orders stand in the pipe as their callers stand in the queue.
                tool.write(Array("\(order)\n".utf8))
                return false
            }
            if isOver { continuation.resume(returning: nil) }
        }
    }

    /// No bytes: the script has ended.
    private func receive(_ bytes: [UInt8]) {
        let heard = dialogue.withLock { dialogue in
            bytes.isEmpty ? dialogue.end() : dialogue.take(bytes)
        }
        for (continuation, line) in heard { continuation.resume(returning: line) }
    }

    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("script/postgres").path
}

extension PostgresScript.Dialogue {
    fileprivate typealias Heard = [(CheckedContinuation<String?, Never>, String?)]

    fileprivate mutating func take(_ bytes: [UInt8]) -> Heard {
        rest += bytes
        var heard: Heard = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest.removeSubrange(...end)
            if address == nil {
                address = line
                heard += early.map { ($0, line) }
                early = []
            } else if !waiting.isEmpty {
                heard.append((waiting.removeFirst(), line))
            }
        }
        return heard
    }

    fileprivate mutating func end() -> Heard {
        hasEnded = true
        defer { (early, waiting) = ([], []) }
        return (early + waiting).map { ($0, nil) }
    }
}
