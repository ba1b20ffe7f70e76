/// The closing of one socket as a value: what to do for each event, each side's close frame at most once.
package struct CloseHandshake {
    /// What follows once the close frame was written.
    package enum Afterwards: Equatable {
        /// The peer owes us its close frame; a timer guards the wait.
        case awaitPeer
        /// Both frames are out: the server ends the TCP connection (RFC 6455, 7.1.1).
        case closeConnection
        /// Nothing more can be decoded, so the peer's close frame would not be seen: end our side only,
        /// so that unread bytes do not turn into a reset that swallows our close frame.
        case closeOutput
    }

    package enum Action: Equatable {
        case endSession
        case sendClose(code: Int?, reason: String, then: Afterwards)
        case startGrace
        case closeConnection
    }

    private enum State { case open, awaitingPeer, closed }
    private var state = State.open

    package init() {}

    /// Data frames that arrive later are ignored.
    package var isOpen: Bool { state == .open }

    /// We want to close, or the peer broke a rule in a frame that could be decoded.
    package mutating func closeLocally(code: Int, reason: String) -> [Action] {
        guard state == .open else { return [] }
        state = .awaitingPeer
        return [
            .endSession, .sendClose(code: Self.sendable(code), reason: reason, then: .awaitPeer), .startGrace,
        ]
    }

    /// The byte stream cannot be decoded any further.
    package mutating func failDecoding(code: Int, reason: String) -> [Action] {
        guard state == .open else { return [] }
        state = .awaitingPeer
        return [
            .endSession, .sendClose(code: Self.sendable(code), reason: reason, then: .closeOutput),
            .startGrace,
        ]
    }

    package mutating func peerSentClose(_ payload: ClosePayload) -> [Action] {
        switch state {
        case .open:
            state = .closed
            return [.endSession, answer(to: payload), .startGrace]
        case .awaitingPeer:
            state = .closed
            return [.closeConnection]
        case .closed:
            return []
        }
    }

    /// The peer is dead, or did not close in time.
    package mutating func giveUp() -> [Action] {
        defer { state = .closed }
        return state == .open ? [.endSession, .closeConnection] : [.closeConnection]
    }

    package mutating func connectionEnded() -> [Action] {
        defer { state = .closed }
        return state == .open ? [.endSession] : []
    }

    private func answer(to payload: ClosePayload) -> Action {
        switch payload {
        case .empty: .sendClose(code: nil, reason: "", then: .closeConnection)
        case .code(let code, _): .sendClose(code: code, reason: "", then: .closeConnection)
        case .invalid(let answer): .sendClose(code: answer, reason: "", then: .closeConnection)
        }
    }

    private static func sendable(_ code: Int) -> Int {
        CloseCode.isAllowedOnWire(code) ? code : CloseCode.serverError
    }
}
