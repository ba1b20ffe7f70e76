import BatonTesting
import FoundationEssentials
import LanguageModel
import Outbound
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EndpointModelTests {
    @Test func `an answer comes in pieces, with its end and the count of tokens`() async throws {
        try await withModel(.chat("Open ", "Settings", ".")) { test in
            let answer = await test.ask()
            #expect(answer.pieces == ["Open ", "Settings", "."])
            #expect(answer.ending == ChatEnding(reason: .stop, promptTokens: 9, answerTokens: 3))
            #expect(answer.error == nil && test.notices.all.isEmpty)
        }
    }

    @Test func `the request has the widest shape there is`() async throws {
        struct Body: Decodable, Equatable {
            struct Message: Decodable, Equatable {
                let role: String
                let content: String
            }
            let model: String
            let messages: [Message]
            let stream: Bool
            let stream_options: [String: Bool]?
            let temperature: Double?
            let max_tokens: Int?
            let max_completion_tokens: Int?
        }
        func body(_ change: (inout EndpointSettings) -> Void) async throws -> Body {
            try await withModel(.chat("Yes"), change) { test in
                let request = ChatRequest(
                    messages: [ChatMessage(.system, "Be \"brief\".\n"), ChatMessage(.user, "Grüße 👋?")],
                    tokensMax: 48, temperature: 0.5)
                _ = await Answer(test.model.stream(request))
                let seen = try await test.endpoint.request(0)
                #expect(seen.method == "POST" && seen.path == "/v1/chat/completions")
                #expect(seen.headers["content-type"] == "application/json")
                return try JSONDecoder().decode(Body.self, from: Data(seen.body.utf8))
            }
        }
        let messages = [
            Body.Message(role: "system", content: "Be \"brief\".\n"),
            Body.Message(role: "user", content: "Grüße 👋?"),
        ]
        let usual = try await body { _ in }
        #expect(
            usual
                == Body(
                    model: "small", messages: messages, stream: true, stream_options: ["include_usage": true],
                    temperature: 0.5, max_tokens: 48, max_completion_tokens: nil))
        let other = try await body {
            $0.tokenField = .maxCompletionTokens
            $0.sendsTemperature = false
            $0.sendsStreamOptions = false
        }
        #expect(
            other
                == Body(
                    model: "small", messages: messages, stream: true, stream_options: nil, temperature: nil,
                    max_tokens: nil, max_completion_tokens: 48))
    }

    @Test(arguments: [
        (EndpointSettings.Authentication.bearer, "authorization", "Bearer \(EndpointUnderTest.key)"),
        (.apiKey, "api-key", EndpointUnderTest.key), (.xAPIKey, "x-api-key", EndpointUnderTest.key),
    ])
    func `the key goes where the provider wants it`(
        _ style: EndpointSettings.Authentication, _ name: String, _ value: String
    ) async throws {
        let query = [(key: "api-version", value: "2026-01 preview")]
        try await withModel(
            .chat("Yes"), { $0.authentication = style }, query: query,
            headers: [OutboundHeader("X-Team", "a")]
        ) { test in
            _ = await test.ask()
            let seen = try await test.endpoint.request(0)
            #expect(seen.headers[name] == value && seen.headers["x-team"] == "a")
            #expect(seen.headers.values.count { $0.contains(EndpointUnderTest.key) } == 1)
            #expect(seen.path == "/v1/chat/completions?api-version=2026-01%20preview")
        }
    }

    @Test func `no key is sent where none is wanted`() async throws {
        try await withModel(.chat("Yes"), { $0.authentication = .none }) { test in
            _ = await test.ask()
            let seen = try await test.endpoint.request(0)
            #expect(!seen.headers.values.contains { $0.contains(EndpointUnderTest.key) })
        }
    }

    @Test func `the name is host and model`() async throws {
        try await withModel(.chat("Yes"), query: [("secret", "hush")]) { test in
            #expect(test.model.name == "127.0.0.1:\(test.endpoint.port)/small")
        }
    }

    @Test(arguments: [0, 1])
    func `a stream is understood however its packets are cut`(_ pieceBytes: Int) async throws {
        let body =
            Script.event("{\"content\":\"Grüße 👋 \"}") + Script.event("{\"content\":\"日本\"}", finish: "stop")
        let script = Script(
            .head(status: 200, lines: ["Content-Type: text/event-stream"]),
            .text(body, pieceBytes: pieceBytes), .close)
        try await withModel(script) { test in
            let answer = await test.ask()
            #expect(answer.text == "Grüße 👋 日本" && answer.outcome == .ended(.stop))
        }
    }

    @Test func `an answer is complete at once, and its late end does not cost the connection`() async throws {
        let late: [Script.Step] = [.pause(milliseconds: 60), .lastChunk]
        let script = Script([.streamHead + .said(["Yes"]) + .finished().dropLast() + late])
        try await withModel(script) { test in
            for _ in 0..<5 { #expect(await test.ask().outcome == .ended(.stop)) }
            #expect(test.endpoint.hangUps.isEmpty)
            try await eventually {
                _ = await test.ask()
                let connections = test.endpoint.requests.map(\.connection)
                return Set(connections).count < connections.count ? () : nil
            }
        }
    }

    @Test func `leaving the loop ends the work at the other end`() async throws {
        let script = Script([.streamHead + .said(["Open"]) + [.hold]])
        try await withModel(script) { test in
            let request = ChatRequest(messages: [ChatMessage(.user, "How?")], tokensMax: 8)
            for try await _ in test.model.stream(request) { break }
            try await test.endpoint.hangUp(of: 0)
            #expect(test.notices.all.isEmpty)
        }
    }

    @Test func `a cancelled task ends the work, also while the prompt is read`() async throws {
        try await withModel(Script(.hold)) { test in
            let task = Task { await test.ask() }
            _ = try await test.endpoint.request(0)
            task.cancel()
            let answer = await task.value
            #expect(answer.failure == nil && answer.ending == nil && answer.text.isEmpty)
            try await test.endpoint.hangUp(of: 0)
            #expect(test.endpoint.requests.count == 1)
        }
    }

    @Test func `200 answers at a time, each its own`() async throws {
        let texts = (0..<200).map { "answer \($0)" }
        let answers = texts.map { [Script.Step].streamHead + [.hold] + .said([$0]) + .finished() }
        try await withModel(Script(answers), { $0.limits.requestsMax = 200 }) { test in
            let said = try await withThrowingTaskGroup { group in
                for _ in texts { group.addTask { await test.ask().text } }
                _ = try await test.endpoint.request(199)
                test.endpoint.release()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(said.sorted() == texts.sorted())
        }
    }

    @Test func `more questions than allowed wait, and no longer than allowed`() async throws {
        try await withModel(
            Script(.hold),
            {
                $0.limits.requestsMax = 1
                $0.limits.waitingMax = 1
                $0.deadlines.queueMillisecondsMax = 100
            }
        ) { test in
            let running = Task { await test.ask() }
            _ = try await test.endpoint.request(0)
            async let second = test.ask()
            async let third = test.ask()
            let outcomes = await [second.outcome, third.outcome]
            #expect(outcomes == [.failed(.busy), .failed(.busy)])
            running.cancel()
            _ = await running.value
            // Our own limit says nothing of the endpoint.
            #expect(test.notices.all.allSatisfy { $0.failure == .busy && $0.retryMilliseconds == nil })
        }
    }
}
