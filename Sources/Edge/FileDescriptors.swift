internal import Glibc

/// How many connections this process can hold at all.
enum FileDescriptors {
    /// Kept for the database, outgoing requests, logs and the event loops.
    private static let reserved = 256

    /// Raises the soft limit to the hard one (the soft one is often 1,024) and says what is left for clients.
    ///
    /// At the limit `accept` fails again and again, so the server must stop accepting before it gets there.
    static func availableForConnections() -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return reserved
        }
        if limit.rlim_cur < limit.rlim_max {
            var raised = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
            if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return max(1, Int(clamping: limit.rlim_cur) - reserved)
    }
}
