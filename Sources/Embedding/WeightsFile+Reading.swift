import Glibc
import Kernels

extension WeightsFile {
    /// The header and all that follows it, checked. Nothing of the file stays mapped, so that cutting it off
    /// later breaks nothing.
    static func read(_ path: String) throws(WeightsFailure) -> (
        file: WeightsFile, payload: AlignedBuffer<UInt8>
    ) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let actual = try size(of: descriptor, path: path)
        let start = AlignedBuffer<UInt8>(count: headerBytes)
        let header = try bytes(descriptor, into: start, path: path).map { start[$0] }
        let file = try WeightsFile(header: header)
        guard actual >= file.fileBytes else { throw .truncated(expected: file.fileBytes, actual: actual) }
        guard actual == file.fileBytes else { throw .damaged }
        let payload = AlignedBuffer<UInt8>(count: file.shape.payloadBytes)
        let read = try bytes(descriptor, into: payload, path: path).count
        guard read == payload.count else {
            throw .truncated(expected: file.fileBytes, actual: headerBytes + read)
        }
        try file.check(header: header, payload: payload)
        return (file, payload)
    }

    private static func size(of descriptor: Int32, path: String) throws(WeightsFailure) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure(path) }
        return Int(status.st_size)
    }

    /// Fills the buffer as far as the file goes; the indices that were filled.
    private static func bytes(
        _ descriptor: Int32, into buffer: AlignedBuffer<UInt8>, path: String
    ) throws(WeightsFailure) -> Range<Int> {
        var filled = 0
        while filled < buffer.count {
            let count = unsafe Glibc.read(descriptor, buffer.pointer(at: filled), buffer.count - filled)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { break }
            filled += count
        }
        return 0..<filled
    }

    private static func failure(_ path: String) -> WeightsFailure {
        let code = errno
        guard code != ENOENT else { return .missing(path: path) }
        return .unreadable(path: path, reason: unsafe String(cString: strerror(code)))
    }
}
