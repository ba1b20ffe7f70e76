import BatonTesting
import Glibc
import Outbound
import Testing

@Suite(.timeLimit(.minutes(1)))
struct StreamTests {
    @Test func `the head comes first, then the body as it was sent`() async throws {
        try await withEndpoint(.chat("Hello", " there")) { endpoint, client in
            var events: [OutboundEvent] = []
            for try await event in client.stream(OutboundRequest(.get, endpoint.address)) {
                events.append(event)
            }
            let isHead = events.map { if case .head = $0 { true } else { false } }
            #expect(isHead.first == true && isHead.dropFirst().allSatisfy { !$0 })
            let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
            #expect(exchange.head?.status == 200)
            #expect(exchange.head?["content-TYPE"] == "text/event-stream")
            #expect(exchange.text.contains("Hello") && exchange.text.hasSuffix("data: [DONE]\n\n"))
            #expect(exchange.failure == nil)
        }
    }

    @Test func `the method, the path, the headers and the body arrive as given`() async throws {
        try await withEndpoint(Script([.answer(200, "{}")])) { endpoint, client in
            let body = String(repeating: "ä", count: 700_000)
            let request = OutboundRequest(
                .post, "\(endpoint.address)/chat?v=1",
                headers: [OutboundHeader("X-One", "1"), OutboundHeader("X-Empty", "")],
                body: Array(body.utf8))
            #expect(try await Exchange(client, request).text == "{}")
            let seen = try await endpoint.request(0)
            #expect(seen.method == "POST" && seen.path == "/v1/chat?v=1")
            #expect(seen.headers["x-one"] == "1" && seen.headers["x-empty"] == "")
            #expect(seen.headers["expect"] == nil)
            #expect(seen.headers["accept-encoding"] == nil)
            #expect(seen.body == body)
        }
    }

    @Test func `a POST without a body has the length 0`() async throws {
        try await withEndpoint(Script([.answer(200, "{}")])) { endpoint, client in
            let exchange = try await Exchange(client, OutboundRequest(.post, endpoint.address))
            #expect(exchange.text == "{}")
            #expect(endpoint.requests.first?.headers["content-length"] == "0")
        }
    }

    @Test func `the body of an error arrives with its status`() async throws {
        try await withEndpoint(Script([.answer(503, "no", ["Retry-After: 3"])])) { endpoint, client in
            let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
            #expect(exchange.head?.status == 503 && exchange.text == "no")
            #expect(exchange.head?["retry-after"] == "3")
        }
    }

    @Test func `an interim answer is no answer`() async throws {
        let script = Script([
            [.text("HTTP/1.1 103 Early\r\nLink: x\r\n\r\n", pieceBytes: 1)] + .answer(200, "ok")
        ])
        try await withEndpoint(script) { endpoint, client in
            let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
            #expect(exchange.head?.status == 200 && exchange.head?["link"] == nil && exchange.text == "ok")
        }
    }

    @Test func `a connection is used again, and one that was closed after its answer is replaced`()
        async throws
    {
        let answers: [[Script.Step]] = [
            .answer(200, "1"), .answer(200, "2") + [.close], .answer(200, "3"),
        ]
        try await withEndpoint(Script(answers)) { endpoint, client in
            for expected in ["1", "2", "3"] {
                let exchange = try await Exchange(client, OutboundRequest(.post, endpoint.address, body: [1]))
                #expect(exchange.text == expected && exchange.failure == nil)
            }
            #expect(endpoint.requests.map(\.connection) == [0, 0, 1])
        }
    }

    @Test func `a redirect is handed over, not followed`() async throws {
        let target = try ScriptedEndpoint(Script([.answer(200, "secret")]))
        let lines = ["Location: \(target.address)", "Content-Length: 0"]
        try await withEndpoint(Script(.head(status: 302, lines: lines))) { endpoint, client in
            let exchange = try await Exchange(client, OutboundRequest(.get, endpoint.address))
            #expect(exchange.head?.status == 302 && exchange.body.isEmpty)
            #expect(target.requests.isEmpty)
        }
    }

    @Test func `200 streams at a time, each whole`() async throws {
        let texts = (0..<200).map { "answer \($0)" }
        let script = Script(
            texts.map { [.head(status: 200, lines: []), .hold, .text($0, pieceBytes: 1), .close] })
        try await withEndpoint(script, OutboundSettings(transfersMax: 200)) { endpoint, client in
            let answers = try await withThrowingTaskGroup { group in
                for _ in texts {
                    group.addTask {
                        try await Exchange(client, OutboundRequest(.get, endpoint.address)).text
                    }
                }
                _ = try await endpoint.request(199)
                endpoint.release()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.sorted() == texts.sorted())
        }
    }

    @Test func `a proxy is used when the settings name one`() async throws {
        let proxy = try ScriptedEndpoint(Script([.answer(200, "proxied")]))
        let client = try OutboundClient(OutboundSettings(proxy: "http://127.0.0.1:\(proxy.port)"))
        let exchange = try await Exchange(client, OutboundRequest(.get, "http://model.invalid/v1"))
        #expect(exchange.text == "proxied")
        #expect(proxy.requests.first?.path == "http://model.invalid/v1")
        await client.shutdown()
    }

    @Test func `the environment's proxies are not used`() async {
        await #expect(processExitsWith: .success) {
            // In a process of its own: the environment belongs to all.
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
                unsafe setenv(name, "http://127.0.0.1:1", 1)
            }
            let endpoint = try ScriptedEndpoint(Script([.answer(200, "direct")]))
            let exchange = try await Exchange(OutboundClient(), OutboundRequest(.get, endpoint.address))
            precondition(exchange.text == "direct")
        }
    }
}
