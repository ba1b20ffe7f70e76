import Foundation
import Kernels
import Testing

@testable import Embedding

struct WeightsFileTests {
    /// A path in a folder of its own, which goes away with the test.
    private static func withFile(_ contents: Data?, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "baton-weights-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "weights.baton")
        if let contents { try contents.write(to: path) }
        try body(path.path)
    }

    private static func expect(_ failure: WeightsFailure, from contents: Data) throws {
        try withFile(contents) { path in
            #expect(throws: failure) { try MiniLM.load(path) }
        }
    }

    @Test func `a missing file is said to be missing, with its path and the way out`() throws {
        try Self.withFile(nil) { path in
            #expect(throws: WeightsFailure.missing(path: path)) { try MiniLM.load(path) }
        }
        #expect("\(WeightsFailure.missing(path: "a/b"))".contains("a/b. Run script/weights"))
    }

    @Test func `a folder cannot be read`() throws {
        let path = FileManager.default.temporaryDirectory.path
        #expect { try MiniLM.load(path) } throws: { error in
            guard case .unreadable = error as? WeightsFailure else { return false }
            return true
        }
    }

    @Test(arguments: [0, 1, 8, 50, 127]) func `a header that is cut off is told by its length`(bytes: Int)
        throws
    {
        let header = Data(WeightsFile.magic + [1, 0, 0, 0]) + Data(count: 200)
        try Self.expect(.truncated(expected: 128, actual: bytes), from: header.prefix(bytes))
    }

    @Test func `something else is no file of weights`() throws {
        try Self.expect(.notWeights, from: Data("PK\u{3}\u{4} a wheel".utf8))
        try Self.expect(.notWeights, from: Data(count: 5000))
    }

    @Test func `a format of the future is told by its number`() throws {
        let header = Data(WeightsFile.magic + [9, 0, 0, 0]) + Data(count: 200)
        try Self.expect(.wrongVersion(found: 9, expected: 1), from: header)
    }

    @Test func `sizes that contradict each other are refused before memory is taken for them`() throws {
        var header = Data(WeightsFile.magic + [1, 0, 0, 0]) + Data(repeating: 0xff, count: 200)
        try Self.expect(.notWeights, from: header)
        header.replaceSubrange(12..<56, with: Data(count: 44))
        try Self.expect(.notWeights, from: header)
    }

    @Test func `every failure says what to do and shows no more than a path`() {
        let failures: [WeightsFailure] = [
            .missing(path: "p"), .unreadable(path: "p", reason: "r"), .truncated(expected: 2, actual: 1),
            .notWeights, .wrongVersion(found: 2, expected: 1), .damaged,
        ]
        for failure in failures { #expect("\(failure)".contains("script/weights")) }
    }
}

@Suite(.enabled(if: Files.haveWeights, Files.skipReason))
struct DamagedWeightsTests {
    private static func failure(after change: (inout Data) -> Void) throws -> WeightsFailure? {
        var contents = try Data(contentsOf: URL(filePath: Files.weights))
        change(&contents)
        let path = FileManager.default.temporaryDirectory.appending(path: "baton-\(UUID().uuidString).baton")
        try contents.write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        do {
            try MiniLM.load(path.path).close()
            return nil
        } catch { return error }
    }

    @Test func `a file that was cut off is told by its lengths`() throws {
        let whole = try Data(contentsOf: URL(filePath: Files.weights)).count
        #expect(try Self.failure { $0.removeLast() } == .truncated(expected: whole, actual: whole - 1))
        #expect(
            try Self.failure { $0 = $0.prefix(1_000_000) } == .truncated(expected: whole, actual: 1_000_000))
    }

    @Test(arguments: [128, 4_000_000, 23_000_000]) func `a flipped bit is found`(offset: Int) throws {
        #expect(try Self.failure { $0[offset] ^= 0x10 } == .damaged)
    }

    @Test func `a flipped bit of the header's own numbers or checksum is found`() throws {
        #expect(try Self.failure { $0[40] ^= 1 } == .damaged)
        #expect(try Self.failure { $0[60] ^= 1 } == .damaged)
        #expect(try Self.failure { $0[12] ^= 1 } == .notWeights)
    }

    @Test func `something behind the end is damage`() throws {
        #expect(try Self.failure { $0.append(0) } == .damaged)
        #expect(try Self.failure { _ in } == nil)
    }
}
