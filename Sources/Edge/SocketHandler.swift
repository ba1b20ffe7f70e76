internal import NIOCore
internal import NIOWebSocket

/// The event loop's side of one socket: frames in, control frames answered, the closing rules carried out.
final class SocketHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// Sent down the pipeline by `SocketConnection.close`.
    struct CloseRequest: Sendable {
        let code: Int
        let reason: String
    }

    /// Sent down the pipeline when the session has caught up.
    struct MailboxHasRoom: Sendable {}

    private let connection: SocketConnection
    private let mailbox: Mailbox
    private let limits: EdgeLimits
    private var handshake = CloseHandshake()
    private var pingClock: PingClock
    private var pingTimer: Scheduled<Void>?
    private var graceTimer: Scheduled<Void>?
    /// A socket that never says a word is somebody holding a place.
    private var firstMessageTimer: Scheduled<Void>?
    private var mustFlush = false
    private var isReading = true
    /// The newest ping while nothing can be written; only that one needs an answer (RFC 6455, 5.5.3).
    private var unansweredPing: ByteBuffer?
    private var writesAtLastTick: UInt64 = 0

    init(connection: SocketConnection, mailbox: Mailbox, limits: EdgeLimits) {
        self.connection = connection
        self.mailbox = mailbox
        self.limits = limits
        self.pingClock = PingClock(pingSeconds: limits.pingSeconds, pongSeconds: limits.pongSeconds)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        mailbox.open()
        armPing(context, seconds: limits.pingSeconds)
        firstMessageTimer = context.eventLoop.assumeIsolated()
            .scheduleTask(in: .seconds(limits.firstMessageSeconds)) {
                self.close(CloseCode.resumable, "nothing was said", context)
            }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        pingTimer?.cancel()
        graceTimer?.cancel()
        firstMessageTimer?.cancel()
        perform(handshake.connectionEnded(), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        perform(handshake.connectionEnded(), context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        pingClock.heardPeer()
        switch frame.opcode {
        case .connectionClose:
            perform(handshake.peerSentClose(ClosePayload(frame.unmaskedData.readableBytesView)), context)
        case _ where !handshake.isOpen:
            break
        case .text:
            receive(frame.unmaskedData, context)
        case .ping:
            answerPing(frame.unmaskedData, context)
        case .pong:
            break
        default:
            close(CloseCode.unsupportedData, "text messages only", context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if mustFlush {
            mustFlush = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, let ping = unansweredPing, handshake.isOpen {
            unansweredPing = nil
            context.writeAndFlush(
                Self.wrapOutboundOut(.init(fin: true, opcode: .pong, data: ping)), promise: nil)
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let actions =
            switch SocketFailure(error) {
            case .rule(let code, let reason): handshake.closeLocally(code: code, reason: reason)
            case .undecodable(let code, let reason): handshake.failDecoding(code: code, reason: reason)
            case .connection: [CloseHandshake.Action.closeConnection]
            case .alreadyAnswered: [CloseHandshake.Action]()
            }
        perform(actions, context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Nothing may follow a close frame.
        guard handshake.isOpen else {
            promise?.fail(SocketConnection.Closed())
            return
        }
        context.write(data, promise: promise)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        switch event {
        case let request as CloseRequest: close(request.code, request.reason, context)
        case is MailboxHasRoom: setReading(true, context)
        default: return context.triggerUserOutboundEvent(event, promise: promise)
        }
        promise?.succeed()
    }
}

// MARK: - Frames

extension SocketHandler {
    private func receive(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
        guard data.readableBytes <= limits.messageBytesMax else {
            close(CloseCode.tooBig, "message too big", context)
            return
        }
        guard let text = String(validating: data.readableBytesView, as: UTF8.self) else {
            close(CloseCode.invalidText, "text is not UTF-8", context)
            return
        }
        firstMessageTimer?.cancel()
        firstMessageTimer = nil
        if mailbox.deliver(text) { setReading(false, context) }
    }

    private func answerPing(_ data: ByteBuffer, _ context: ChannelHandlerContext) {
        guard context.channel.isWritable else {
            unansweredPing = data
            return
        }
        // Flushed once for all frames of this read: a flood of pings costs one system call a read.
        context.write(Self.wrapOutboundOut(.init(fin: true, opcode: .pong, data: data)), promise: nil)
        mustFlush = true
    }

    private func setReading(_ wanted: Bool, _ context: ChannelHandlerContext) {
        guard isReading != wanted else { return }
        isReading = wanted
        // Fails only on a closed channel, where it does not matter.
        try? context.channel.syncOptions?.setOption(.autoRead, value: wanted)
    }
}

// MARK: - Pings and closing

extension SocketHandler {
    private func armPing(_ context: ChannelHandlerContext, seconds: Double) {
        pingTimer = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(seconds)) {
            self.tick(context)
        }
    }

    private func tick(_ context: ChannelHandlerContext) {
        guard handshake.isOpen else { return }
        let backlog = connection.backlog
        // While bytes are queued the kernel's buffer is full, so a finished write means that the peer reads.
        // And a peer that we do not listen to cannot be blamed for its silence.
        if backlog.pendingBytes > 0 && backlog.writes != writesAtLastTick || !isReading {
            pingClock.heardPeer()
        }
        writesAtLastTick = backlog.writes
        switch pingClock.tick() {
        case .declareDead:
            perform(handshake.giveUp(), context)
        case .ping(let nextTickSeconds):
            let ping = WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer())
            context.writeAndFlush(Self.wrapOutboundOut(ping), promise: nil)
            armPing(context, seconds: nextTickSeconds)
        }
    }

    private func close(_ code: Int, _ reason: String, _ context: ChannelHandlerContext) {
        perform(handshake.closeLocally(code: code, reason: reason), context)
    }

    private func perform(_ actions: [CloseHandshake.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .endSession:
                connection.markClosing()
                mailbox.close()
                pingTimer?.cancel()
                firstMessageTimer?.cancel()
                // The peer's close frame must be seen even if the session fell behind.
                setReading(true, context)
            case .sendClose(let code, let reason, let afterwards):
                sendClose(code, reason, then: afterwards, context)
            case .startGrace:
                graceTimer = context.eventLoop.assumeIsolated()
                    .scheduleTask(in: .seconds(limits.closeGraceSeconds)) {
                        self.perform(self.handshake.giveUp(), context)
                    }
            case .closeConnection:
                context.close(promise: nil)
            }
        }
    }

    private func sendClose(
        _ code: Int?, _ reason: String, then afterwards: CloseHandshake.Afterwards,
        _ context: ChannelHandlerContext
    ) {
        let payload = code.map { ClosePayload.bytes(code: $0, reason: reason) } ?? []
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, data: ByteBuffer(bytes: payload))
        let written = context.writeAndFlush(Self.wrapOutboundOut(frame))
        switch afterwards {
        case .awaitPeer:
            break
        case .closeConnection:
            written.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        case .closeOutput:
            written.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
        }
    }
}
