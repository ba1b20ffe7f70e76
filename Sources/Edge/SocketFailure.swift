internal import NIOCore
internal import NIOWebSocket

/// What an error in a socket's pipeline means for the peer.
enum SocketFailure: Equatable {
    /// A frame broke a rule; later frames can still be decoded.
    case rule(code: Int, reason: String)
    /// The decoder gave up: nothing after this can be understood.
    case undecodable(code: Int, reason: String)
    /// More bytes after the decoder gave up.
    case alreadyAnswered
    /// The connection itself failed.
    case connection

    init(_ error: any Error) {
        switch error {
        case is StrictFrames.Violation:
            self = .rule(code: CloseCode.protocolError, reason: "malformed frame")
        case let error as NIOWebSocketFrameAggregator.Error:
            self = Self.aggregation(error)
        case let error as NIOWebSocketError:
            self =
                error == .invalidFrameLength
                ? .undecodable(code: CloseCode.tooBig, reason: "frame too big")
                : .undecodable(code: CloseCode.protocolError, reason: "malformed control frame")
        case is ByteToMessageDecoderError:
            self = .alreadyAnswered
        default:
            self = .connection
        }
    }

    private static func aggregation(_ error: NIOWebSocketFrameAggregator.Error) -> SocketFailure {
        switch error {
        case .tooManyFragments: .rule(code: CloseCode.tooBig, reason: "too many fragments")
        case .accumulatedFrameSizeIsTooLarge: .rule(code: CloseCode.tooBig, reason: "message too big")
        case .nonFinalFragmentSizeIsTooSmall: .rule(code: CloseCode.tooBig, reason: "fragments too small")
        case .receivedNewFrameWithoutFinishingPrevious, .didReceiveFragmentBeforeReceivingTextOrBinaryFrame:
            .rule(code: CloseCode.protocolError, reason: "fragments out of order")
        }
    }
}
