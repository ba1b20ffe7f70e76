import Foundation
import Glibc

/// Files that are there after a power cut, and readable for their owner alone.
enum DurableFile {
    static func flush(_ path: String) throws(BackupFailure) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path) }
    }

    /// Takes the other's place in one step; a file of that name is gone then.
    static func rename(_ path: String, to other: String) throws(BackupFailure) {
        guard unsafe Glibc.rename(path, other) == 0 else { throw .cannotWrite(path: other) }
        try flush(URL(filePath: other).deletingLastPathComponent().path)
    }

    static func makePrivate(_ path: String) throws(BackupFailure) {
        guard unsafe chmod(path, S_IRUSR | S_IWUSR) == 0 else { throw .cannotWrite(path: path) }
    }

    /// One that is not there is gone already.
    static func remove(_ path: String) { _ = unsafe unlink(path) }

    static func bytes(of path: String) throws(BackupFailure) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? NSNumber else { throw .cannotWrite(path: path) }
        return size.int64Value
    }
}
