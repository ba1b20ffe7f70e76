#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Some records side by side, in memory or as a part of a file that the system reads when it is looked at,
/// and drops when memory is short.
///
/// Safe to share: a record is written once, before anyone is told its place.
@safe
final class VectorChunk: @unchecked Sendable {
    let bytes: Int
    private let start: UnsafeMutableRawPointer

    /// Of zeros; `nil` when there is no memory to be had.
    convenience init?(bytes: Int) {
        unsafe self.init(
            mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), bytes)
    }

    /// A part of a file that is long enough, for reading.
    convenience init?(file: Int32, offset: Int, bytes: Int) {
        unsafe self.init(mmap(nil, bytes, PROT_READ, MAP_SHARED, file, off_t(offset)), bytes)
    }

    private init?(_ mapped: UnsafeMutableRawPointer?, _ bytes: Int) {
        guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
        self.bytes = bytes
        unsafe start = mapped
    }

    deinit { unsafe munmap(start, bytes) }

    func pointer(at offset: Int) -> UnsafeMutableRawPointer {
        precondition(offset >= 0 && offset < bytes)
        return unsafe start + offset
    }

    /// The same bytes in memory of our own.
    func copied() -> VectorChunk? {
        let copy = VectorChunk(bytes: bytes)
        unsafe copy?.start.copyMemory(from: start, byteCount: bytes)
        return copy
    }
}
