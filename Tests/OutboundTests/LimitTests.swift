import BatonTesting
import Outbound
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
    @Test func `a gzip bomb is counted by what it unpacks to`() async throws {
        let lines = ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]
        let script = Script(.head(status: 200, lines: lines), .gzipBomb)
        try await withEndpoint(script) { endpoint, client in
            var request = OutboundRequest(.get, endpoint.address, bodyBytesMax: 3_000_000)
            request.acceptsCompression = true
            let exchange = try await Exchange(client, request)
            #expect(exchange.failure?.kind == .tooLarge)
            #expect(exchange.body.count <= 3_000_000 && exchange.body.count > 1_000_000)
            #expect(exchange.body.allSatisfy { $0 == 0 })
            try await endpoint.hangUp(of: 0)
        }
    }

    @Test func `what was not offered to be unpacked is not unpacked`() async throws {
        let lines = ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]
        let script = Script(.head(status: 200, lines: lines), .gzipBomb)
        try await withEndpoint(script) { endpoint, client in
            let request = OutboundRequest(.get, endpoint.address, bodyBytesMax: 100_000)
            let exchange = try await Exchange(client, request)
            #expect(exchange.failure?.kind == .tooLarge && exchange.body.starts(with: [0x1F, 0x8B]))
        }
    }

    @Test func `exactly as much as allowed is allowed`() async throws {
        try await withEndpoint(Script([.answer(200, "12345")])) { endpoint, client in
            let enough = OutboundRequest(.get, endpoint.address, bodyBytesMax: 5)
            let all = try await Exchange(client, enough)
            #expect(all.text == "12345")
            let tooFew = OutboundRequest(.get, endpoint.address, bodyBytesMax: 4)
            let cut = try await Exchange(client, tooFew)
            #expect(cut.failure?.kind == .tooLarge)
        }
    }

    @Test func `a reader that does not read holds the server up, and gets all of it later`() async throws {
        let bytes = 64 << 20
        let script = Script([.streamHead + [.flood(bytes: bytes), .lastChunk]])
        var settings = OutboundSettings()
        settings.unreadBytesMax = 100_000
        try await withEndpoint(script, settings) { endpoint, client in
            let request = OutboundRequest(
                .get, endpoint.address,
                deadlines: OutboundDeadlines(quietMillisecondsMax: 5_000, progressMillisecondsMax: 5_000),
                bodyBytesMax: bytes)
            let transfer = client.open(request)
            _ = try await transfer.next()
            var (count, largest) = (0, 0)
            while let event = try await transfer.next() {
                count += event.piece.count
                largest = max(largest, event.piece.count)
                transfer.expectProgress(withinMilliseconds: 5_000)
            }
            #expect(count == bytes)
            #expect(largest <= 100_000)
        }
    }

    @Test func `the bytes of a slow reader wait without costing the server its time`() async throws {
        let script = Script([.streamHead + [.chunk("one"), .hold, .chunk("two"), .lastChunk]])
        try await withEndpoint(script) { endpoint, client in
            let deadlines = OutboundDeadlines(progressMillisecondsMax: 1_000)
            let transfer = client.open(OutboundRequest(.get, endpoint.address, deadlines: deadlines))
            // Not read for longer than the deadline: another transfer's deadline tells the time.
            let clock = client.open(
                OutboundRequest(
                    .get, endpoint.address, deadlines: OutboundDeadlines(totalMillisecondsMax: 1_600)))
            while (try? await clock.next()) != nil {}
            endpoint.release()
            var text = ""
            while let event = try await transfer.next() {
                text += String(decoding: event.piece, as: UTF8.self)
            }
            #expect(text == "onetwo")
        }
    }
}
