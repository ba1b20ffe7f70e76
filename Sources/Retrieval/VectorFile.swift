import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of vectors: a page that says what they are, then records of one size, appended.
///
/// Nothing is flushed to the disk on the way: a record that was cut short by a crash has no right checksum,
/// and is made again. One process has the file at a time.
final class VectorFile: Sendable {
    static let headBytes = 4_096
    static let version: UInt32 = 1
    private static let magic: [UInt8] = Array("BATONVEC".utf8)

    let record: VectorRecord
    private let descriptor: Int32
    private var chunkBytes: Int { ExactVectors.fileChunkRows * record.bytes }

    private init(_ descriptor: Int32, _ record: VectorRecord) {
        self.descriptor = descriptor
        self.record = record
    }

    deinit { close(descriptor) }

    /// The file at `path` when it is whole and of this embedder, or an empty one in its place; `nil` when
    /// another process has it or it cannot be written.
    static func open(_ path: String, embedder: String, dimensions: Int) -> VectorFile? {
        let record = VectorRecord(dimensions: dimensions)
        guard let descriptor = locked(path, O_RDWR | O_CREAT) else { return nil }
        let file = VectorFile(descriptor, record)
        let head = head(embedder, dimensions)
        var found = [UInt8](repeating: 0, count: head.count)
        if unsafe pread(descriptor, &found, found.count, 0) == found.count, found == head { return file }
        return make(path, embedder: embedder, dimensions: dimensions) { _ in true }
    }

    /// An empty file that `fill` writes to before it takes its place at `path`.
    static func make(
        _ path: String, embedder: String, dimensions: Int, fill: (VectorFile) -> Bool
    ) -> VectorFile? {
        let new = path + newSuffix
        guard let descriptor = locked(new, O_RDWR | O_CREAT | O_TRUNC) else { return nil }
        let file = VectorFile(descriptor, VectorRecord(dimensions: dimensions))
        guard file.write(head(embedder, dimensions), at: 0), fill(file), fsync(descriptor) == 0,
            unsafe rename(new, path) == 0
        else {
            unsafe unlink(new)
            return nil
        }
        return file
    }

    /// Of a file that has not taken its place yet.
    static let newSuffix = ".new"

    private static func locked(_ path: String, _ flags: Int32) -> Int32? {
        let descriptor = Self.opened(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func opened(_ path: String, _ flags: Int32) -> Int32 {
        #if canImport(Glibc)
            unsafe Glibc.open(path, flags, 0o600)
        #elseif canImport(Musl)
            unsafe Musl.open(path, flags, 0o600)
        #else
            unsafe Darwin.open(path, flags, 0o600)
        #endif
    }

    /// Magic, version, dimensions and the embedder's hash, then the hash of these.
    private static func head(_ embedder: String, _ dimensions: Int) -> [UInt8] {
        var head = magic
        for number in [version, UInt32(dimensions)] {
            for shift in [0, 8, 16, 24] as [UInt32] {
                head.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }
        head += Array(SHA256.hash(data: Array(embedder.utf8)))
        return head + Array(SHA256.hash(data: head))
    }

    /// Some records for reading; `nil` beyond the end.
    func chunk(_ index: Int) -> VectorChunk? {
        let offset = Self.headBytes + index * chunkBytes
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, Int(status.st_size) > offset else { return nil }
        // What lies behind the end of a file must not be looked at; the room for it takes no disk.
        if Int(status.st_size) < offset + chunkBytes, ftruncate(descriptor, off_t(offset + chunkBytes)) != 0 {
            return nil
        }
        return VectorChunk(file: descriptor, offset: offset, bytes: chunkBytes)
    }

    func write(_ bytes: [UInt8], row: Int) -> Bool { write(bytes, at: Self.headBytes + row * record.bytes) }

    private func write(_ bytes: [UInt8], at offset: Int) -> Bool {
        unsafe pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count
    }
}
