internal import NIOCore
internal import NIOWebSocket

/// Refuses what the decoder lets pass: unmasked client frames, reserved bits, reserved opcodes.
///
/// It stands before the aggregator, which drops the mask key of fragments.
final class StrictFrames: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame

    enum Violation: Error { case unmasked, reservedBits, reservedOpcode }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let violation = Self.violation(Self.unwrapInboundIn(data)) {
            context.fireErrorCaught(violation)
        } else {
            context.fireChannelRead(data)
        }
    }

    static func violation(_ frame: WebSocketFrame) -> Violation? {
        if frame.maskKey == nil { return .unmasked }
        if !frame.reservedBits.isEmpty { return .reservedBits }
        switch frame.opcode {
        case .continuation, .text, .binary, .connectionClose, .ping, .pong: return nil
        default: return .reservedOpcode
        }
    }
}
