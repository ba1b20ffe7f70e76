/// Every bound of the Edge room, each with its unit last in its name.
package struct EdgeLimits: Sendable, Equatable {
    /// Payload of one WebSocket frame.
    package var frameBytesMax = 65_536
    /// Payload of one message after its fragments are joined.
    package var messageBytesMax = 65_536
    /// Frames that may make up one message.
    package var fragmentsMax = 16
    /// Messages that wait for the session before the socket stops being read.
    /// What one read from the kernel holds (64 KiB) may overshoot it.
    package var inboundFramesPendingMax = 64
    /// Bytes handed to `send` that the kernel has not taken yet.
    package var outboundBytesMax = 1_048_576
    /// Open sockets of one client address.
    package var connectionsPerAddressMax = 64
    /// Open sockets of this process. Debian's hard limit of file descriptors is often 20,000.
    package var connectionsMax = 18_000
    /// TCP connections beyond `connectionsMax` kept for plain HTTP; more wait in the kernel's backlog. The
    /// process's limit of file descriptors lowers the sum.
    package var httpConnectionsSpareMax = 1_000
    /// TCP connections of one peer that is no trusted proxy; one more is closed at once.
    package var tcpConnectionsPerPeerMax = 512
    /// From the accepted TCP connection (TLS included) to the end of the first request head.
    package var handshakeSeconds = 3.0
    /// Time for the gateway's answer to an upgrade request.
    package var decideSeconds = 10.0
    /// One header field, name and value.
    package var headerBytesMax = 16_384
    /// All header fields of one request.
    package var headBytesMax = 32_768
    /// Header fields of one request.
    package var headersMax = 100
    /// From the upgrade to the first text message.
    package var firstMessageSeconds = 10.0
    /// Silence before a ping. Silence, ping, silence, ping, `pongSeconds`, closed: 29 s by default.
    package var pingSeconds = 12.0
    /// Wait for the answer to the second ping in a row.
    package var pongSeconds = 5.0
    /// From our close frame to the end of the TCP connection.
    package var closeGraceSeconds = 5.0
    /// From the start of a graceful shutdown to the end of the last socket.
    package var drainSeconds = 10.0
    /// The close frames of a drain are spread over at most this long, so that clients do not return at once.
    package var drainSpreadSeconds = 1.0
    /// A keep-alive connection without a request.
    package var idleHTTPSeconds = 60.0
    /// From the head of a request to the last byte of its body.
    package var requestBodySeconds = 15.0
    /// From the head of a request to the last byte of its response.
    package var exchangeSeconds = 60.0
    /// What is read and thrown away of a body that is too large, so that the client can read the 413.
    package var bodyDiscardBytesMax = 1_048_576
    /// Addresses looked at in `X-Forwarded-For`, from the right.
    package var forwardedHopsMax = 16

    package init() {}
}
