import CPostgres
import Glibc

extension PostgresConnection {
    /// What was told since the last time, after waiting until something is there, `bell` rings, or the
    /// time is over. Throws when the connection is lost.
    func notifications(waitingMilliseconds: Int32, bell: Int32) throws -> [String] {
        let known = try takeNotifications()
        guard known.isEmpty else { return known }
        var descriptors = [
            pollfd(fd: unsafe PQsocket(handle), events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
        ]
        guard descriptors[0].fd >= 0 else { throw SQLFailure.lostConnection }
        let count = unsafe poll(&descriptors, nfds_t(descriptors.count), waitingMilliseconds)
        guard count >= 0 || errno == EINTR else { throw SQLFailure.lostConnection }
        guard descriptors[0].revents != 0 else { return [] }
        return try takeNotifications()
    }

    private func takeNotifications() throws -> [String] {
        guard !isLost, unsafe PQconsumeInput(handle) == 1 else { throw SQLFailure.lostConnection }
        var payloads: [String] = []
        while let notice = unsafe PQnotifies(handle) {
            defer { unsafe PQfreemem(notice) }
            if let payload = unsafe notice.pointee.extra { unsafe payloads.append(String(cString: payload)) }
        }
        return payloads
    }
}
