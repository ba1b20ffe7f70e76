import Kernels
import Synchronization

/// The vectors of an index in more than the int8 that is scanned: what a scan finds is measured again by
/// them.
///
/// It only grows. A text's vector is kept once, however many articles hold the text. In memory, or in a file
/// of the data folder (`VectorFolder`) that the next start finds again.
package final class ExactVectors: Sendable {
    /// Records that get memory, or a part of the file, at a time; a multiple of 512, so that they fill pages.
    static let memoryChunkRows = 512
    static let fileChunkRows = 8_192

    private struct State {
        var chunks: [VectorChunk] = []
        var places: [VectorDigest: Int32] = [:]
        var count = 0
        var file: VectorFile?
    }

    package let dimensions: Int
    let record: VectorRecord
    private let chunkRows: Int
    private let state: Mutex<State>

    /// In memory.
    package init(dimensions: Int) {
        self.dimensions = dimensions
        record = VectorRecord(dimensions: dimensions)
        chunkRows = Self.memoryChunkRows
        state = Mutex(State())
    }

    /// In a file, with the vectors that it has: all up to the first that is not whole.
    init(file: VectorFile) {
        dimensions = file.record.dimensions
        record = file.record
        chunkRows = Self.fileChunkRows
        var read = State()
        read.file = file
        state = Mutex(read)
        state.withLock { state in takeOver(&state, file) }
    }

    private func takeOver(_ state: inout State, _ file: VectorFile) {
        while let chunk = file.chunk(state.chunks.count) {
            state.chunks.append(chunk)
            for row in 0..<chunkRows {
                guard let digest = unsafe record.digest(at: chunk.pointer(at: row * record.bytes)) else {
                    return
                }
                state.places[digest] = Int32(state.count)
                state.count += 1
            }
        }
    }

    /// How many vectors there are, those of texts that are gone included.
    package var count: Int { state.withLock { $0.count } }

    /// Whether the next start finds them again.
    package var isInFile: Bool { state.withLock { $0.file != nil } }

    /// Keeps what it does not know yet, and says where each is. They are of as many numbers as `dimensions`.
    package func keep(_ vectors: [[Float]], _ digests: [VectorDigest]) -> [Int32] {
        precondition(vectors.count == digests.count)
        return state.withLock { state in
            zip(vectors, digests).map { vector, digest in
                if let place = state.places[digest] { return place }
                let place = Int32(state.count)
                append(digest, Halves.narrowed(vector), &state)
                state.places[digest] = place
                state.count += 1
                return place
            }
        }
    }

    private func append(_ digest: VectorDigest, _ halves: [UInt16], _ state: inout State) {
        let (chunk, row) = (state.count / chunkRows, state.count % chunkRows)
        if let file = state.file {
            if file.write(record.encoded(digest, halves), row: state.count),
                chunk < state.chunks.count || file.chunk(chunk).map({ state.chunks.append($0) }) != nil
            {
                return
            }
            // The disk is full, or fails: from here on in memory, the begun chunk included.
            state.file = nil
            if chunk < state.chunks.count, let copy = state.chunks[chunk].copied() {
                state.chunks[chunk] = copy
            }
        }
        if chunk == state.chunks.count {
            guard let new = VectorChunk(bytes: chunkRows * record.bytes) else {
                preconditionFailure("\(chunkRows * record.bytes) bytes of memory are not to be had")
            }
            state.chunks.append(new)
        }
        unsafe record.write(digest, halves, to: state.chunks[chunk].pointer(at: row * record.bytes))
    }

    /// The vectors of some texts, in order; `nil` unless it has them all.
    func vectors(_ digests: [VectorDigest]) -> [[Float]]? {
        let places = state.withLock { state in digests.compactMap { state.places[$0] } }
        let rows = rows
        return places.count == digests.count ? places.map(rows.vector) : nil
    }

    /// The digests of all, in the order of their places.
    var digests: [VectorDigest] {
        state.withLock { state in
            state.places.sorted { $0.value < $1.value }.map(\.key)
        }
    }

    /// All that have a place now, for reading.
    package var rows: ExactRows {
        ExactRows(chunks: state.withLock { $0.chunks }, chunkRows: chunkRows, record: record)
    }
}

/// The vectors of `ExactVectors` by place, as of one moment.
package struct ExactRows: Sendable {
    let chunks: [VectorChunk]
    let chunkRows: Int
    let record: VectorRecord

    /// The sum of products with a vector: the cosine, when both have length 1.
    package func dot(_ place: Int32, _ query: [Float]) -> Float {
        unsafe Halves.dot(record.halves(at: pointer(place)), query)
    }

    package func vector(_ place: Int32) -> [Float] {
        unsafe Halves.widened(Array(record.halves(at: pointer(place))))
    }

    private func pointer(_ place: Int32) -> UnsafeRawPointer {
        let (chunk, row) = (Int(place) / chunkRows, Int(place) % chunkRows)
        return unsafe UnsafeRawPointer(chunks[chunk].pointer(at: row * record.bytes))
    }
}
