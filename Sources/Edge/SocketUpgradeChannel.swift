internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// One accepted connection: it becomes HTTP, handed to Hummingbird, or a WebSocket, which needs no task.
struct SocketUpgradeChannel: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let outcome: EventLoopFuture<SocketUpgrader.Outcome>
        let channel: any Channel
    }

    let responder: HTTPChannelHandler.Responder
    let entrance: Entrance

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let upgrader = SocketUpgrader(entrance: entrance, eventLoop: channel.eventLoop)
            var configuration = NIOUpgradableHTTPServerPipelineConfiguration<SocketUpgrader.Outcome>(
                upgradeConfiguration: .init(
                    upgraders: [upgrader],
                    notUpgradingCompletionHandler: { channel in
                        channel.eventLoop.makeCompletedFuture { .http(try becomeHTTP(channel, logger)) }
                    }))
            configuration.enablePipelining = false
            configuration.enableErrorHandling = false
            configuration.enableResponseHeaderValidation = false
            configuration.decoderConfiguration.maxHeaderFieldSize = entrance.limits.headerBytesMax
            configuration.decoderConfiguration.maxHeaderListSize = entrance.limits.headBytesMax
            configuration.decoderConfiguration.maxHeaderFieldCount = entrance.limits.headersMax
            let operations = channel.pipeline.syncOperations
            let outcome = try operations.configureUpgradableHTTPServerPipeline(configuration: configuration)
            let upgradeHandler = try operations.handler(
                type: NIOTypedHTTPServerUpgradeHandler<SocketUpgrader.Outcome>.self)
            try operations.addHandler(UpgradeFilter(), position: .before(upgradeHandler))
            // One connection too many gets no time at all. (An error here would leave it open.)
            let handshakeSeconds = entrance.count(channel) ? entrance.limits.handshakeSeconds : 0
            try operations.addHandler(
                HandshakeGuard(handshakeSeconds: handshakeSeconds), name: HandshakeGuard.name)
            return Value(outcome: outcome, channel: channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.outcome.get() {
            case .http(let connection): await handleHTTP(asyncChannel: connection, logger: logger)
            case .socket: break
            }
        } catch {
            // Refused, or gone before the end of its first request.
            value.channel.close(promise: nil)
        }
    }

    private func becomeHTTP(
        _ channel: any Channel, _ logger: Logger
    ) throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
        guard channel.isActive else { throw ChannelError.ioOnClosedChannel }
        let operations = channel.pipeline.syncOperations
        operations.removeHandler(name: HandshakeGuard.name, promise: nil)
        try operations.addHandler(HTTP1ToHTTPServerCodec(secure: entrance.isTLS))
        try operations.addHandler(
            HTTPConnectionStateHandler(idleTimeout: .seconds(entrance.limits.idleHTTPSeconds), logger: logger)
        )
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
}
