import Edge
import Testing

/// The two values behind a socket: who closes how, and when a peer is dead.
struct StateMachineTests {
    @Test func `our close waits for the peer's, which ends the connection`() {
        var handshake = CloseHandshake()
        #expect(
            handshake.closeLocally(code: 4001, reason: "later") == [
                .endSession, .sendClose(code: 4001, reason: "later", then: .awaitPeer), .startGrace,
            ])
        #expect(!handshake.isOpen)
        #expect(handshake.closeLocally(code: 1000, reason: "") == [])
        #expect(handshake.peerSentClose(.code(4001, reason: "")) == [.closeConnection])
        #expect(handshake.peerSentClose(.empty) == [])
        #expect(handshake.connectionEnded() == [])
    }

    @Test func `the peer's close is answered in kind`() {
        let answers: [(ClosePayload, Int?)] = [
            (.empty, nil), (.code(1001, reason: "bye"), 1001), (.invalid(answer: 1007), 1007),
        ]
        for (payload, code) in answers {
            var handshake = CloseHandshake()
            #expect(
                handshake.peerSentClose(payload) == [
                    .endSession, .sendClose(code: code, reason: "", then: .closeConnection), .startGrace,
                ])
        }
    }

    @Test func `bytes that cannot be decoded end only our side, so that the peer can read why`() {
        var handshake = CloseHandshake()
        #expect(
            handshake.failDecoding(code: 1009, reason: "big") == [
                .endSession, .sendClose(code: 1009, reason: "big", then: .closeOutput), .startGrace,
            ])
        #expect(handshake.failDecoding(code: 1002, reason: "") == [])
    }

    @Test func `the session is ended exactly once, whatever ends first`() {
        var dead = CloseHandshake()
        #expect(dead.giveUp() == [.endSession, .closeConnection])
        #expect(dead.connectionEnded() == [])
        var cut = CloseHandshake()
        #expect(cut.connectionEnded() == [.endSession])
        #expect(cut.closeLocally(code: 1000, reason: "") == [])
        var late = CloseHandshake()
        _ = late.closeLocally(code: 1000, reason: "")
        #expect(late.giveUp() == [.closeConnection])
    }

    @Test(arguments: [0, 999, 1005, 1006, 1015, 2999, 5000, 70_000, -1])
    func `a code that may not be sent becomes 1011`(code: Int) {
        var handshake = CloseHandshake()
        #expect(
            handshake.closeLocally(code: code, reason: "") == [
                .endSession, .sendClose(code: 1011, reason: "", then: .awaitPeer), .startGrace,
            ])
    }

    @Test func `a silent peer is dead after two pings, within 30 seconds by default`() {
        let limits = EdgeLimits()
        var clock = PingClock(pingSeconds: limits.pingSeconds, pongSeconds: limits.pongSeconds)
        var elapsedSeconds = limits.pingSeconds
        var pings = 0
        while case .ping(let nextTickSeconds) = clock.tick() {
            elapsedSeconds += nextTickSeconds
            pings += 1
        }
        #expect(pings == 2)
        #expect(elapsedSeconds <= 30)
    }

    @Test func `one sign of life starts the count again`() {
        var clock = PingClock(pingSeconds: 12, pongSeconds: 5)
        #expect(clock.tick() == .ping(nextTickSeconds: 12))
        #expect(clock.tick() == .ping(nextTickSeconds: 5))
        clock.heardPeer()
        #expect(clock.tick() == .ping(nextTickSeconds: 12))
        #expect(clock.tick() == .ping(nextTickSeconds: 5))
        #expect(clock.tick() == .declareDead)
    }
}
