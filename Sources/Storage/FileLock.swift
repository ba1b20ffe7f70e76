import Glibc
import Synchronization

/// The mark that one server owns a database file: an advisory lock on `<file>.lock`, gone after a crash.
final class FileLock: Sendable {
    /// `nil` once it was released.
    private let descriptor: Mutex<Int32?>

    /// `nil` when another process, or another store of this one, holds it.
    init?(path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
        guard descriptor >= 0 else { throw .cannotOpen(path: path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// A database holds people's words: only its owner may read it. SQLite's other files take over its mode.
    static func createPrivately(_ path: String) {
        // Only when it is new: closing a second descriptor of an open database would drop SQLite's own locks.
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
        if descriptor >= 0 { close(descriptor) }
    }
}
