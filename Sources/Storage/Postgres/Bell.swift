import Glibc

/// Wakes a thread that waits in `poll`, once and for all.
final class Bell: Sendable {
    let descriptor: Int32

    init() { descriptor = eventfd(0, 0) }

    deinit { close(descriptor) }

    func ring() { eventfd_write(descriptor, 1) }

    /// Waits until it rings or the time is over. True when it rang.
    func waits(milliseconds: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&poller, 1, milliseconds) > 0
    }
}
