internal import NIOCore
internal import NIOHTTP1

/// Removes wishes for other protocols (curl's `Upgrade: h2c`) from the first request of a connection.
///
/// The upgrade handler behind it loses the head of a request whose upgrade it does not know; RFC 9110, 7.8
/// lets a server ignore the wish.
final class UpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = Self.unwrapInboundIn(data) else {
            context.fireChannelRead(data)
            return
        }
        let wishes = head.headers[canonicalForm: "upgrade"].map { $0.lowercased() }
        if wishes.contains("websocket") {
            head.headers.replaceOrAdd(name: "Upgrade", value: "websocket")
        } else {
            head.headers.remove(name: "Upgrade")
        }
        context.fireChannelRead(Self.wrapInboundOut(.head(head)))
        // What follows is body, other requests or WebSocket bytes: none of it is for this handler.
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}
