import Glibc
import Synchronization

/// Wakes a thread that waits in `poll`, once and for all: a pipe whose other end is closed to ring.
final class Bell: Sendable {
    let descriptor: Int32
    private let other: Mutex<Int32?>

    init() {
        var ends: [Int32] = [-1, -1]
        // Without a pipe, `poll` skips the -1, and the thread wakes when its time is over.
        if unsafe pipe(&ends) != 0 { ends = [-1, -1] }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        other = Mutex(ends[1])
    }

    deinit {
        ring()
        close(descriptor)
    }

    func ring() {
        let end = other.withLock { other in
            defer { other = nil }
            return other
        }
        if let end { close(end) }
    }

    /// Waits until it rings or the time is over. True when it rang.
    func rings(withinMilliseconds limit: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&poller, 1, limit) > 0
    }
}
