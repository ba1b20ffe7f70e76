internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOWebSocket

/// Decides about one connection's upgrade to WebSocket; one instance a connection.
///
/// It wraps the library's upgrader, because that one answers a refusal with nothing at all.
struct SocketUpgrader: NIOTypedHTTPServerProtocolUpgrader {
    enum Outcome: Sendable {
        case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        case socket
    }

    private struct Acceptance: Sendable {
        let remoteAddress: String
        let makeSession: @Sendable (SocketConnection) -> any SocketSession
    }

    let supportedProtocol = "websocket"
    /// The upgrade header's own name in `Connection` is checked here, to answer it with a 400.
    let requiredUpgradeHeaders: [String] = []

    private let entrance: Entrance
    private let acceptance: NIOLoopBoundBox<Acceptance?>
    private let inner: NIOTypedWebSocketServerUpgrader<Outcome>

    init(entrance: Entrance, eventLoop: any EventLoop) {
        let acceptance = NIOLoopBoundBox<Acceptance?>(nil, eventLoop: eventLoop)
        self.entrance = entrance
        self.acceptance = acceptance
        self.inner = NIOTypedWebSocketServerUpgrader(
            maxFrameSize: entrance.limits.frameBytesMax,
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    guard let accepted = acceptance.value else { throw HandshakeGuard.Refused() }
                    try Self.install(accepted, on: channel, entrance)
                    return .socket
                }
            })
    }

    func buildUpgradeResponse(
        channel: any Channel, upgradeRequest: HTTPRequestHead, initialResponseHeaders: HTTPHeaders
    ) -> EventLoopFuture<HTTPHeaders> {
        // Hummingbird switches half-closure on; a client that leaves during the decision would hold its
        // place, and a socket whose peer half-closed would stay for ever. Fails only on a closed channel.
        try? channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        let request = entrance.request(
            method: upgradeRequest.method.rawValue, target: upgradeRequest.uri,
            headers: upgradeRequest.headers.map { ($0.name, $0.value) }, channel: channel)
        if let refusal = refusal(upgradeRequest, request) { return refuse(request, refusal, channel) }
        guard let route = entrance.sockets[request.path] else {
            return refuse(request, .problem(404, "There is no socket at this path."), channel)
        }
        if let full = entrance.registry.reserve(request.remoteAddress) {
            return refuse(request, .problem(full.status, full.message), channel)
        }
        channel.closeFuture.whenComplete { _ in entrance.registry.release(request.remoteAddress) }
        channel.pipeline.fireUserInboundEventTriggered(
            HandshakeGuard.DecisionBegan(decideSeconds: entrance.limits.decideSeconds))
        return channel.eventLoop.makeFutureWithTask { await route.decide(request) }.flatMap { decision in
            switch decision {
            case .refuse(let status, let message):
                return refuse(request, .problem(status, message), channel)
            case .accept(let makeSession):
                acceptance.value = Acceptance(remoteAddress: request.remoteAddress, makeSession: makeSession)
                return inner.buildUpgradeResponse(
                    channel: channel, upgradeRequest: upgradeRequest,
                    initialResponseHeaders: initialResponseHeaders)
            }
        }
    }

    func upgrade(channel: any Channel, upgradeRequest: HTTPRequestHead) -> EventLoopFuture<Outcome> {
        inner.upgrade(channel: channel, upgradeRequest: upgradeRequest)
    }

    /// What is wrong with the handshake itself (RFC 6455, 4.2.1).
    private func refusal(_ head: HTTPRequestHead, _ request: Request) -> Response? {
        guard request.method == "GET", head.version == .http1_1 else {
            return .problem(400, "A WebSocket handshake is a GET in HTTP/1.1.")
        }
        let connection = head.headers[canonicalForm: "connection"].map { $0.lowercased() }
        guard connection.contains("upgrade") else {
            return .problem(400, "The header 'Connection: Upgrade' is missing.")
        }
        guard head.headers["sec-websocket-version"] == ["13"] else {
            var response = Response.problem(400, "Only WebSocket version 13 is spoken here.")
            response.headers.append(("Sec-WebSocket-Version", "13"))
            return response
        }
        let keys = head.headers["sec-websocket-key"]
        guard keys.count == 1, keys[0].utf8.count == Self.keyBytes else {
            return .problem(400, "The header 'Sec-WebSocket-Key' is missing or malformed.")
        }
        let length = request.header("content-length") ?? "0"
        guard length == "0", request.header("transfer-encoding") == nil else {
            return .problem(400, "A WebSocket handshake has no body.")
        }
        return nil
    }

    /// 16 random bytes in base64.
    private static let keyBytes = 24
}

// MARK: - The two outcomes

extension SocketUpgrader {
    /// Writes an ordinary HTTP answer and closes. The future ends with the connection, so that the upgrade
    /// handler does nothing more with it.
    private func refuse(
        _ request: Request, _ problem: Response, _ channel: any Channel
    ) -> EventLoopFuture<HTTPHeaders> {
        let response = entrance.dressed(problem, for: request)
        var headers = HTTPHeaders()
        for (name, value) in response.headers where Self.isSafe(name) && Self.isSafe(value) {
            headers.add(name: name, value: value)
        }
        headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count))
        headers.replaceOrAdd(name: "Connection", value: "close")
        let status = HTTPResponseStatus(statusCode: response.status)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.write(
            HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: response.body))), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil)).whenComplete { _ in channel.close(promise: nil)
        }
        return channel.closeFuture.flatMapThrowing { throw HandshakeGuard.Refused() }
    }

    private static func isSafe(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }

    private static func install(
        _ accepted: Acceptance, on channel: any Channel, _ entrance: Entrance
    ) throws {
        let registry = entrance.registry
        let limits = entrance.limits
        let operations = channel.pipeline.syncOperations
        operations.removeHandler(name: HandshakeGuard.name, promise: nil)
        // One read a turn: what a pause of reading cannot stop any more is then at most one buffer.
        try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
        let id = registry.nextID()
        let connection = SocketConnection(
            id: id, remoteAddress: accepted.remoteAddress, channel: channel,
            outboundBytesMax: limits.outboundBytesMax)
        let mailbox = Mailbox(
            session: accepted.makeSession(connection),
            pendingMax: limits.inboundFramesPendingMax,
            onRoom: { channel.triggerUserOutboundEvent(SocketHandler.MailboxHasRoom(), promise: nil) },
            onEnd: { registry.sessionEnded(id) })
        connection.setNotice { mailbox.notice() }
        registry.add(connection)
        channel.closeFuture.whenComplete { _ in registry.connectionClosed(id) }
        try operations.addHandlers([
            StrictFrames(),
            NIOWebSocketFrameAggregator(
                minNonFinalFragmentSize: 0,
                maxAccumulatedFrameCount: limits.fragmentsMax,
                maxAccumulatedFrameSize: limits.messageBytesMax),
            SocketHandler(connection: connection, mailbox: mailbox, limits: limits),
        ])
    }
}
