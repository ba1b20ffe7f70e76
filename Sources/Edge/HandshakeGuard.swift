internal import NIOCore
internal import NIOHTTP1

/// Watches a connection until its first request is understood: no other timer runs before that.
///
/// It stands behind the upgrade handler and leaves when the connection has become HTTP or a WebSocket.
final class HandshakeGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    static let name = "baton.handshake-guard"

    /// The upgrade was refused and the refusal is being written.
    struct Refused: Error {}

    /// The gateway is thinking about an upgrade: it gets a clock of its own.
    struct DecisionBegan: Sendable {
        let decideSeconds: Double
    }

    private let handshakeSeconds: Double
    private var timer: Scheduled<Void>?

    init(handshakeSeconds: Double) {
        self.handshakeSeconds = handshakeSeconds
    }

    func handlerAdded(context: ChannelHandlerContext) {
        arm(context, seconds: handshakeSeconds)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let began as DecisionBegan: arm(context, seconds: began.decideSeconds)
        // A drain must not wait for a client that has not asked for anything yet.
        case is ChannelShouldQuiesceEvent: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is Refused: break
        case is HTTPParserError: answerBadRequest(context)
        default: context.close(promise: nil)
        }
    }

    private func arm(_ context: ChannelHandlerContext, seconds: Double) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(seconds)) {
            context.close(promise: nil)
        }
    }

    private func answerBadRequest(_ context: ChannelHandlerContext) {
        let headers = HTTPHeaders([("Connection", "close"), ("Content-Length", "0")])
        let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }
}
