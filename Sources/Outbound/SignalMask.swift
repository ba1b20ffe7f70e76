import Glibc

/// Which signals a thread takes.
enum SignalMask {
    /// OpenSSL writes to sockets in a way that raises SIGPIPE when the other side has gone, which would end
    /// the process. The signal goes to the thread that wrote, so blocking it there is enough.
    static func blockBrokenPipes() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
