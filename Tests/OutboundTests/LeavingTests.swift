import BatonTesting
import Outbound
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LeavingTests {
    private static let silent = Script([[.hold], [.hold]])
    private static let halfway = Script([
        [.head(status: 200, lines: ["Transfer-Encoding: chunked"]), .chunk("half"), .hold]
    ])

    @Test func `a cancelled task leaves at once, also while nothing has come`() async throws {
        try await withEndpoint(Self.silent) { endpoint, client in
            let task = Task { try await Exchange(client, OutboundRequest(.get, endpoint.address)) }
            _ = try await endpoint.request(0)
            let left = ContinuousClock().now
            task.cancel()
            let seen = try await endpoint.hangUp(of: 0)
            // Idle, libcurl alone would notice about once a second.
            #expect(left.duration(to: seen) < .milliseconds(900))
            _ = try? await task.value
        }
    }

    @Test func `a cancelled reader is told, and not that the response is complete`() async throws {
        try await withEndpoint(Self.halfway) { endpoint, client in
            let transfer = client.open(OutboundRequest(.get, endpoint.address))
            _ = try await transfer.next()
            _ = try await transfer.next()
            let task = Task { try await transfer.next() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await #expect(throws: CancellationError.self) { try await transfer.next() }
            try await endpoint.hangUp(of: 0)
        }
    }

    @Test func `leaving the loop ends the transfer`() async throws {
        try await withEndpoint(Self.halfway) { endpoint, client in
            for try await event in client.stream(OutboundRequest(.get, endpoint.address))
            where !event.piece.isEmpty {
                break
            }
            try await endpoint.hangUp(of: 0)
        }
    }

    @Test func `a transfer that nobody reads ends when it is let go`() async throws {
        try await withEndpoint(Self.silent) { endpoint, client in
            var transfer: OutboundTransfer? = client.open(OutboundRequest(.get, endpoint.address))
            _ = try await endpoint.request(0)
            #expect(transfer != nil)
            transfer = nil
            try await endpoint.hangUp(of: 0)
        }
    }

    @Test func `a drained transfer leaves its connection for the next`() async throws {
        let slow: [Script.Step] = .streamHead + [.chunk("all"), .pause(milliseconds: 30), .lastChunk]
        try await withEndpoint(Script([slow, .answer(200, "next")])) { endpoint, client in
            var transfer: OutboundTransfer? = client.open(OutboundRequest(.get, endpoint.address))
            while let event = try await transfer?.next(), event.piece.isEmpty {}
            transfer?.drain(withinMilliseconds: 5_000)
            transfer = nil
            // Until the first answer's end has been read, the next request takes a connection of its own.
            try await eventually {
                let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
                #expect(exchange.text == "next")
                return endpoint.requests.last?.connection == 0 ? () : nil
            }
            #expect(endpoint.hangUps.isEmpty)
        }
    }

    @Test func `a drained transfer does not stay for ever`() async throws {
        try await withEndpoint(Self.halfway) { endpoint, client in
            let transfer = client.open(OutboundRequest(.get, endpoint.address))
            while let event = try await transfer.next(), event.piece.isEmpty {}
            transfer.drain(withinMilliseconds: 50)
            try await endpoint.hangUp(of: 0)
        }
    }

    @Test func `a shutdown ends what runs and what comes later`() async throws {
        let endpoint = try ScriptedEndpoint(Self.silent)
        let client = try OutboundClient(OutboundSettings(transfersMax: 1))
        let patient = OutboundDeadlines(queueMillisecondsMax: 60_000, totalMillisecondsMax: 60_000)
        let request = OutboundRequest(.get, endpoint.address, deadlines: patient)
        let (running, waiting) = (client.open(request), client.open(request))
        _ = try await endpoint.request(0)
        await client.shutdown()
        await #expect(throws: OutboundFailure(.closed)) { try await running.next() }
        await #expect(throws: OutboundFailure(.closed)) { try await waiting.next() }
        let late = client.open(OutboundRequest(.get, endpoint.address))
        await #expect(throws: OutboundFailure(.closed)) { try await late.next() }
        await client.shutdown()
    }

    @Test func `a client that is let go ends its transfers`() async throws {
        let endpoint = try ScriptedEndpoint(Self.silent)
        var client: OutboundClient? = try OutboundClient()
        let transfer = try #require(client?.open(OutboundRequest(.get, endpoint.address)))
        _ = try await endpoint.request(0)
        client = nil
        await #expect(throws: OutboundFailure(.closed)) { try await transfer.next() }
    }
}
