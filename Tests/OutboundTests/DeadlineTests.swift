import BatonTesting
import Outbound
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DeadlineTests {
    private static let okay: [Script.Step] = [.head(status: 200, lines: ["Transfer-Encoding: chunked"])]

    private func failure(
        _ steps: [Script.Step], _ deadlines: OutboundDeadlines
    ) async throws -> (OutboundFailure?, text: String) {
        try await withEndpoint(Script([steps])) { endpoint, client in
            let request = OutboundRequest(.get, endpoint.address, deadlines: deadlines)
            let exchange = try await Exchange(client, request)
            // Both sides must know: the server's thread has seen the client leave.
            if exchange.failure != nil { try await endpoint.hangUp(of: 0) }
            return (exchange.failure, exchange.text)
        }
    }

    @Test func `silence before the head`() async throws {
        let (failure, _) = try await failure([.hold], OutboundDeadlines(headMillisecondsMax: 60))
        #expect(failure == .late(.head))
    }

    @Test func `silence in the body`() async throws {
        let (failure, text) = try await failure(
            Self.okay + [.chunk("half"), .hold], OutboundDeadlines(quietMillisecondsMax: 60))
        #expect(failure == .late(.quiet))
        #expect(text == "half")
    }

    @Test func `a body that drips for ever meets the total`() async throws {
        let (failure, _) = try await failure(
            Self.okay + [.drip("x", everyMilliseconds: 10)],
            OutboundDeadlines(quietMillisecondsMax: 2_000, totalMillisecondsMax: 150))
        #expect(failure == .late(.total))
    }

    @Test func `pings are bytes, but no progress`() async throws {
        let (failure, text) = try await failure(
            Self.okay + [.drip(":\n\n", everyMilliseconds: 10)],
            OutboundDeadlines(quietMillisecondsMax: 5_000, progressMillisecondsMax: 500))
        #expect(failure == .late(.progress))
        #expect(text.hasPrefix(":\n\n"))
    }

    @Test func `a reader that says it got somewhere gets more time`() async throws {
        let pieces = Array(repeating: [Script.Step.chunk("x"), .pause(milliseconds: 60)], count: 6)
        let script = Script([Self.okay + pieces.joined() + [.lastChunk]])
        try await withEndpoint(script) { endpoint, client in
            let deadlines = OutboundDeadlines(progressMillisecondsMax: 5_000)
            let transfer = client.open(OutboundRequest(.get, endpoint.address, deadlines: deadlines))
            var count = 0
            while let event = try await transfer.next() {
                count += event.piece.count
                transfer.expectProgress(withinMilliseconds: 3_000)
            }
            #expect(count == 6)
        }
    }

    @Test func `a sooner expectation counts at once`() async throws {
        try await withEndpoint(Script([Self.okay + [.chunk("x"), .hold]])) { endpoint, client in
            let deadlines = OutboundDeadlines(progressMillisecondsMax: 20_000)
            let transfer = client.open(OutboundRequest(.get, endpoint.address, deadlines: deadlines))
            _ = try await transfer.next()
            _ = try await transfer.next()
            transfer.expectProgress(withinMilliseconds: 50)
            await #expect(throws: OutboundFailure.late(.progress)) { try await transfer.next() }
        }
    }

    @Test func `a place that does not become free in time`() async throws {
        let settings = OutboundSettings(transfersMax: 1, waitingMax: 1)
        try await withEndpoint(Script([Self.okay + [.hold]]), settings) { endpoint, client in
            // A machine that stands still for some seconds must not let the first one's connection be late.
            let patient = OutboundDeadlines(queueMillisecondsMax: 60_000, connectMillisecondsMax: 60_000)
            let first = client.open(OutboundRequest(.get, endpoint.address, deadlines: patient))
            _ = try await endpoint.request(0)
            let deadlines = OutboundDeadlines(queueMillisecondsMax: 60)
            let second = client.open(OutboundRequest(.get, endpoint.address, deadlines: deadlines))
            let third = client.open(OutboundRequest(.get, endpoint.address))
            await #expect(throws: OutboundFailure(.busy)) { try await third.next() }
            await #expect(throws: OutboundFailure.late(.queue)) { try await second.next() }
            first.cancel()
            // The place is free again.
            let fourth = client.open(OutboundRequest(.get, endpoint.address, deadlines: patient))
            _ = try await endpoint.request(1)
            fourth.cancel()
            #expect(endpoint.requests.count == 2)
        }
    }

    @Test func `a connection that never stands`() async throws {
        // The port is open, but what listens there never takes up TLS.
        try await withEndpoint(Script([])) { endpoint, client in
            let request = OutboundRequest(
                .get, "https://127.0.0.1:\(endpoint.port)/",
                deadlines: OutboundDeadlines(connectMillisecondsMax: 80))
            let exchange = try await Exchange(client, request)
            #expect(exchange.failure?.kind == .late(.connect))
        }
    }
}
