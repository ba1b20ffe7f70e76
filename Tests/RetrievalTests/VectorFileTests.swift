import BatonTesting
import Foundation
import Knowledge
import Testing

@testable import Retrieval

/// A folder that is gone when the test is over.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
    var vectors: VectorFolder { VectorFolder(url.path) }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Of the files of vectors.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }

    func change(_ change: (inout Data) -> Void) throws {
        let file = url.appending(path: try #require(try names().first))
        var data = try Data(contentsOf: file)
        change(&data)
        try data.write(to: file)
    }
}

struct VectorFileTests {
    private let embedder = WordEmbedder()
    private let folder = Folder()

    /// Loads as one process would: whatever had the file before is gone.
    private func load(
        _ revisions: [Revision], _ memory: MemoryVectors, embedder: WordEmbedder? = nil
    ) async throws -> (snapshot: Snapshot, isComplete: Bool) {
        let embedder = embedder ?? self.embedder
        let index = SearchIndex(embedder: embedder)
        let indexer = Indexer(
            index: index, embedder: embedder, cache: memory, archive: memory, folder: folder.vectors,
            now: { 0 })
        let isComplete = try await !indexer.start(revisions)
        if !isComplete { try await indexer.finish(revisions) }
        return (index.current, isComplete)
    }

    private func hits(_ snapshot: Snapshot) async throws -> [Hit] {
        let text = "how long does a refund to my card take"
        let vector = try await embedder.vectors(of: [text], isUrgent: true).first
        return snapshot.search(Query(text: text), vector: vector, limit: 5).hits
    }

    @Test func `a start finds in the file what the one before made, without asking the store`() async throws {
        let revisions = try Shop.revisions()
        let before = try await hits(try await load(revisions, MemoryVectors()).snapshot)
        let made = embedder.texts.count
        let (snapshot, isComplete) = try await load(revisions, MemoryVectors())
        #expect(isComplete)
        #expect(embedder.texts.count == made)
        #expect(try await hits(snapshot) == before)
    }

    enum Damage: CaseIterable {
        case empty, cutShort, otherVersion, oneBit, oneRow, gone
    }

    @Test(arguments: Damage.allCases)
    func `a damaged file is made again from the store's vectors`(damage: Damage) async throws {
        let (revisions, memory) = (try Shop.revisions(), MemoryVectors())
        let before = try await hits(try await load(revisions, memory).snapshot)
        let made = embedder.texts.count
        let row = VectorRecord(dimensions: embedder.dimensions).bytes
        switch damage {
        case .empty: try folder.change { $0 = Data() }
        // As after a crash, in the middle of the third row.
        case .cutShort: try folder.change { $0 = $0.prefix(VectorFile.headBytes + row * 5 / 2) }
        case .otherVersion: try folder.change { $0[8] += 1 }
        case .oneBit: try folder.change { $0[VectorFile.headBytes + row + 40] ^= 1 }
        case .oneRow:
            try folder.change { data in
                for byte in 0..<row { data[VectorFile.headBytes + byte] = 0 }
            }
        case .gone: try FileManager.default.removeItem(at: folder.url)
        }
        do {
            let (snapshot, isComplete) = try await load(revisions, memory)
            #expect(isComplete)
            #expect(embedder.texts.count == made)
            #expect(try await hits(snapshot) == before)
        }
        // And whole again: now without the store.
        #expect(try await load(revisions, MemoryVectors()).isComplete)
    }

    @Test func `a second process keeps its vectors in memory, and finds the same`() async throws {
        let (revisions, memory) = (try Shop.revisions(), MemoryVectors())
        let first = try await load(revisions, memory).snapshot
        let second = try await load(revisions, memory).snapshot
        #expect(try await hits(first) == hits(second))
        let other = folder.vectors.open(embedder.id, dimensions: embedder.dimensions)
        #expect(!other.isInFile)
    }

    @Test func `vectors of texts that are gone leave the file with the next start`() throws {
        let digests = (0..<40).map { VectorDigest(of: "text \($0)") }
        let unit = [Float](repeating: 0.5, count: 4)
        do {
            let vectors = folder.vectors.open("small", dimensions: 4)
            #expect(vectors.isInFile)
            _ = vectors.keep(digests.map { _ in unit }, digests)
        }
        let all = folder.vectors.open("small", dimensions: 4)
        #expect(all.count == 40)
        let few = Set(digests[3..<9])
        #expect(folder.vectors.swept(all, keeping: Set(digests[3...]), embedder: "small") === all)
        let swept = folder.vectors.swept(all, keeping: few, embedder: "small")
        #expect(swept.count == 6)
        #expect(swept.vectors(Array(few)) == few.map { _ in unit })
        #expect(swept.vectors([digests[0]]) == nil)
        #expect(try folder.names().count == 1)
    }

    @Test func `another embedder has a file of its own, and the old one goes once all is done`() async throws
    {
        let (revisions, memory) = (try Shop.revisions(), MemoryVectors())
        _ = try await load(revisions, memory)
        let old = try folder.names()
        try Data("half made".utf8).write(to: folder.url.appending(path: "crashed.vectors.new"))
        _ = try await load(revisions, memory, embedder: WordEmbedder(id: "words/2"))
        #expect(try folder.names().count == 1)
        #expect(try folder.names() != old)
    }

    @Test func `a vector is kept once, whatever holds its text`() {
        let vectors = ExactVectors(dimensions: 2)
        let (one, two) = (VectorDigest(of: "one"), VectorDigest(of: "two"))
        let places = vectors.keep([[1, 0], [0, 1], [1, 0]], [one, two, one])
        #expect(places == [0, 1, 0])
        #expect(vectors.count == 2)
        #expect(vectors.rows.dot(1, [0.25, 0.5]) == 0.5)
    }

    @Test func `a folder that cannot be made leaves the vectors in memory`() {
        let vectors = VectorFolder("/proc/none/vectors").open("small", dimensions: 3)
        #expect(!vectors.isInFile)
        #expect(vectors.keep([[1, 0, 0]], [VectorDigest(of: "one")]) == [0])
    }
}
