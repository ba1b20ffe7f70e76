import Glibc

/// A TCP socket that blocks, for one thread.
struct StreamSocket: Sendable {
    /// How long a wait lasts before its caller looks whether the endpoint has been stopped.
    static let lookMilliseconds = 10

    /// POLLRDHUP of Linux, which glibc shows to GNU sources only.
    private static let peerHasLeft: Int16 = 0x2000

    struct Failed: Error { let code: Int32 }

    let descriptor: Int32

    /// Listens on a free port of 127.0.0.1.
    static func listen() throws -> (socket: StreamSocket, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard unsafe bind(descriptor, address, size) == 0 else { return errno }
                guard Glibc.listen(descriptor, 1_024) == 0 else { return errno }
                return unsafe getsockname(descriptor, address, &size) == 0 ? 0 : errno
            }
        }
        guard code == 0 else { throw Failed(code: code) }
        return (StreamSocket(descriptor: descriptor), Int(UInt16(bigEndian: address.sin_port)))
    }

    /// `nil` once the socket has been shut down.
    func accept() -> StreamSocket? {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { return nil }
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        unsafe setsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(4))
        return StreamSocket(descriptor: accepted)
    }

    func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// False when the other side is gone.
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    enum Received {
        case bytes([UInt8])
        case nothingYet
        case end
    }

    /// Waits a moment for bytes.
    func receive() -> Received {
        guard wait(for: Int16(POLLIN), milliseconds: Self.lookMilliseconds) else { return .nothingYet }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return count > 0 ? .bytes(Array(bytes[..<count])) : .end
    }

    /// Whether the other side hangs up within that time.
    func hangsUp(withinMilliseconds milliseconds: Int) -> Bool {
        wait(for: Self.peerHasLeft, milliseconds: milliseconds)
    }

    private func wait(for events: Int16, milliseconds: Int) -> Bool {
        var watched = pollfd(fd: descriptor, events: events, revents: 0)
        return unsafe poll(&watched, 1, Int32(milliseconds)) > 0
    }

    func close() { _ = Glibc.close(descriptor) }

    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }
}
