internal import NIOCore
internal import NIOPosix

/// A plain TCP connection for tests: bytes out, bytes in, and the rude things that clients do.
package final class RawTCP: Sendable {
    private let channel: any Channel
    private let inbox: ByteInbox

    private init(channel: any Channel, inbox: ByteInbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// - Parameter receiveBufferBytes: the kernel's buffer for incoming bytes; small ones fill sooner.
    package static func connect(
        port: Int, host: String = "127.0.0.1", receiveBufferBytes: Int? = nil
    ) async throws -> RawTCP {
        let inbox = ByteInbox()
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(inbox: inbox))
                }
            }
        if let receiveBufferBytes {
            bootstrap = bootstrap.channelOption(
                .socketOption(.so_rcvbuf), value: SocketOptionValue(receiveBufferBytes))
        }
        return RawTCP(channel: try await bootstrap.connect(host: host, port: port).get(), inbox: inbox)
    }

    /// True when the server has ended its side.
    package var isEnded: Bool { inbox.isEnded }

    package func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    package func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Queues bytes without waiting for the kernel to take them.
    package func sendLater(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Up to and including `end`.
    package func read(until end: String, within limit: Duration = .seconds(30)) async throws -> [UInt8] {
        let wanted = Array(end.utf8)
        return try await inbox.next("'\(end)'", within: limit, on: channel.eventLoop) { bytes, _ in
            guard let range = bytes.firstRange(of: wanted) else { return nil }
            defer { bytes.removeFirst(range.upperBound) }
            return Array(bytes[..<range.upperBound])
        }
    }

    package func read(count: Int, within limit: Duration = .seconds(30)) async throws -> [UInt8] {
        try await inbox.next("\(count) bytes", within: limit, on: channel.eventLoop) { bytes, _ in
            guard bytes.count >= count else { return nil }
            defer { bytes.removeFirst(count) }
            return Array(bytes[..<count])
        }
    }

    /// Everything until the server ends the connection.
    package func readToEnd(within limit: Duration = .seconds(30)) async throws -> [UInt8] {
        try await inbox.next("the end", within: limit, on: channel.eventLoop) { bytes, isEnded in
            guard isEnded else { return nil }
            defer { bytes = [] }
            return bytes
        }
    }

    /// Lets the kernel's buffers fill up, as a client does that has stopped reading.
    package func pauseReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    package func resumeReading() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    /// Ends our side only.
    package func finishSending() async throws {
        try await channel.close(mode: .output).get()
    }

    package func close() {
        channel.close(promise: nil)
    }

    /// The parser of a client on top of this connection.
    func next<T: Sendable>(
        _ what: String, within limit: Duration, take: (inout [UInt8], _ isEnded: Bool) throws -> T?
    ) async throws -> T {
        try await inbox.next(what, within: limit, on: channel.eventLoop, take: take)
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: ByteInbox

    init(inbox: ByteInbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.append(Self.unwrapInboundIn(data).readableBytesView)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { inbox.end() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.end()
        context.close(promise: nil)
    }
}
