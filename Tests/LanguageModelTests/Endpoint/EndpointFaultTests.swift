import BatonTesting
import LanguageModel
import Testing

/// Every way in which an endpoint can misbehave ends in one failure of the right kind, in time.
@Suite(.timeLimit(.minutes(1)))
struct EndpointFaultTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [Script.Step]
        let outcome: Outcome
        /// What has been said by then.
        let text: String
        let tries: Int

        init(
            _ name: String, _ steps: [Script.Step], _ outcome: Outcome, text: String = "", tries: Int = 1
        ) {
            (testDescription, self.steps, self.outcome, self.text, self.tries) =
                (name, steps, outcome, text, tries)
        }

        init(
            _ name: String, _ steps: [Script.Step], _ failure: ModelFailure, text: String = "", tries: Int = 1
        ) {
            self.init(name, steps, .failed(failure), text: text, tries: tries)
        }
    }

    private static let begun: [Script.Step] = .streamHead + .said(["Open", " Settings"])
    private static let events = "Content-Type: text/event-stream"

    static let refusals = [
        Fault("429", .answer(429, "{}"), .exhausted, tries: 3),
        Fault("429 with a wait", .answer(429, "{}", ["Retry-After: 1"]), .exhausted, tries: 3),
        Fault("401", .answer(401, #"{"detail":"Invalid API key"}"#), .unauthorized),
        Fault("403", .answer(403, "no"), .unauthorized), Fault("404", .answer(404, "<html>"), .rejected),
        Fault("400", .answer(400, #"{"error":{"type":"exceed_context_size_error"}}"#), .rejected),
        Fault("500", .answer(500, "{}"), .broken, tries: 3),
        Fault("503", .answer(503, "{}"), .broken, tries: 3),
        Fault(
            "a redirect to a file",
            [.head(status: 302, lines: ["Location: file:///etc/passwd", "Content-Length: 0"])], .rejected),
        Fault(
            "an error whose body hangs", [.head(status: 401, lines: ["Content-Length: 9"]), .hold],
            .unauthorized),
        Fault("an error without an end", .streamHeadOf(404) + [.flood(bytes: 2 << 30)], .rejected),
    ]

    static let silences = [
        Fault("silence before the head", [.hold], .late),
        Fault("silence after it", .streamHead + [.hold], .late),
        Fault("pings only", .streamHead + [.drip(":\n\n", everyMilliseconds: 20)], .late),
        Fault(
            "empty pieces only",
            .streamHead + [.drip(Script.event("{\"content\":\"\"}"), everyMilliseconds: 20)], .late),
        Fault("silence in the middle", begun + [.hold], .late, text: "Open Settings"),
        Fault(
            "pings in the middle", begun + [.drip(":\n\n", everyMilliseconds: 20)], .late,
            text: "Open Settings"),
    ]

    static let breaks = [
        Fault("closed before the head", [.close], .broken, tries: 3),
        Fault("reset before the head", [.reset], .broken, tries: 3),
        Fault("closed before the first word", .streamHead + [.close], .broken, tries: 3),
        Fault("closed in the middle", begun + [.close], .truncated, text: "Open Settings"),
        Fault(
            "reset in the middle", begun + [.pause(milliseconds: 50), .reset], .truncated,
            text: "Open Settings"),
        Fault(
            "a bad chunk", begun + [.text("zz\r\n", pieceBytes: nil), .hold], .truncated,
            text: "Open Settings"),
        Fault(
            "half a chunk", begun + [.text("40\r\ndata: {\"cho", pieceBytes: nil), .close], .truncated,
            text: "Open Settings"),
        Fault("the regular end of half an answer", begun + [.lastChunk], .truncated, text: "Open Settings"),
        Fault(
            "[DONE] in the middle", begun + [.chunk("data: [DONE]\n\n"), .lastChunk], .truncated,
            text: "Open Settings"),
        Fault(
            "an error in the middle",
            begun + [.chunk("data: {\"error\":{\"message\":\"m\",\"code\":500}}\n\n"), .hold], .broken,
            text: "Open Settings"),
        Fault(
            "an error before the first word",
            .streamHead + [.chunk("data: {\"error\":{\"message\":\"m\",\"code\":500}}\n\n"), .hold], .broken,
            tries: 3),
    ]

    static let nonsense = [
        Fault(
            "a page in HTML",
            [
                .head(status: 200, lines: ["Content-Type: text/html"]), .text("<html>", pieceBytes: nil),
                .hold,
            ], .unreadable),
        Fault("nothing", .streamHead + [.lastChunk], .unreadable),
        Fault(
            "a body of no length", [.head(status: 200, lines: [events, "Content-Length: 0"])], .unreadable),
        Fault(
            "empty choices", .streamHead + [.chunk("data: {\"choices\":[]}\n\ndata: [DONE]\n\n"), .hold],
            .unreadable),
        Fault(
            "null content to the end",
            .streamHead + [.chunk(Script.event("{\"content\":null}")), .chunk("data: [DONE]\n\n"), .hold],
            .unreadable),
        Fault("no JSON", begun + [.chunk("data: oops\n\n"), .hold], .unreadable, text: "Open Settings"),
        Fault(
            "invalid UTF-8",
            begun + [
                .chunkBytes(
                    Array("data: {\"choices\":[{\"delta\":{\"content\":\"".utf8) + [0xFF]
                        + Array("\"}}]}\n\n".utf8)), .hold,
            ],
            .unreadable, text: "Open Settings"),
        Fault("HTTP/0.9", [.text("data: {}\n\n", pieceBytes: nil), .close], .unreadable),
        Fault(
            "a header line of 8 MB",
            [.text("HTTP/1.1 200 OK\r\n", pieceBytes: nil), .longHeader(bytes: 8 << 20), .hold], .unreadable),
        Fault("2 GB in chunks", .streamHead + [.flood(bytes: 2 << 30)], .unreadable),
        Fault(
            "2 GB of comments",
            .streamHead + [.drip(String(repeating: ":\n\n", count: 20_000), everyMilliseconds: 0)],
            .unreadable),
        Fault(
            "a gzip bomb",
            [
                .head(status: 200, lines: [events, "Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
                .gzipBomb,
            ],
            .unreadable),
    ]

    static let harmless = [
        Fault(
            "no [DONE]", begun + [.chunk(Script.event("{}", finish: "stop")), .lastChunk], .ended(.stop),
            text: "Open Settings"),
        Fault(
            "silence after the reason", begun + [.chunk(Script.event("{}", finish: "stop")), .hold],
            .ended(.stop),
            text: "Open Settings"),
        Fault(
            "pings after the reason",
            begun + [.chunk(Script.event("{}", finish: "stop")), .drip(":\n\n", everyMilliseconds: 20)],
            .ended(.stop), text: "Open Settings"),
        Fault(
            "closed after the reason", begun + [.chunk(Script.event("{}", finish: "length")), .close],
            .ended(.length), text: "Open Settings"),
        Fault("silence after [DONE]", begun + .finished() + [.hold], .ended(.stop), text: "Open Settings"),
        Fault(
            "content held back", .chat(["Open"], ending: "content_filter"), .ended(.contentFilter),
            text: "Open"),
    ]

    @Test(arguments: refusals + silences + breaks + nonsense + harmless)
    func `each fault has its failure, in time, and no word comes twice`(_ fault: Fault) async throws {
        try await withModel(
            Script([fault.steps]),
            {
                // Short only where they are what is looked at: a busy machine must not change the others.
                let isSilence = fault.outcome == .failed(.late)
                $0.deadlines.firstTokenMillisecondsMax = isSilence ? 1_500 : 20_000
                $0.deadlines.betweenTokensMillisecondsMax = isSilence ? 1_000 : 20_000
                $0.deadlines.afterEndMillisecondsMax = 500
                $0.limits.responseBytesMax = 400_000
            }
        ) { test in
            let answer = await test.ask()
            #expect(answer.outcome == fault.outcome)
            #expect(answer.text == fault.text)
            #expect(test.endpoint.requests.count == fault.tries)
            #expect(test.notices.all.count == (answer.failure == nil ? 0 : fault.tries))
        }
    }

    @Test func `an answer that goes on for ever meets the total`() async throws {
        let script = Script([
            .streamHead + [.drip(Script.event("{\"content\":\"a\"}"), everyMilliseconds: 20)]
        ])
        try await withModel(
            script,
            {
                $0.deadlines.firstTokenMillisecondsMax = 5_000
                $0.deadlines.totalMillisecondsMax = 400
            }
        ) { test in
            let answer = await test.ask()
            #expect(answer.outcome == .failed(.late) && answer.text.hasPrefix("a"))
            try await test.endpoint.hangUp(of: 0)
        }
    }

    @Test func `nothing that listens is unreachable after three tries`() async throws {
        try await withModel(Script([])) { test in
            test.endpoint.stop()
            try await eventually { await test.ask().outcome == .failed(.unreachable) ? () : nil }
            #expect(test.notices.all.suffix(3).map(\.attempt) == [1, 2, 3])
        }
    }

    @Test func `a reader that is slow with each word does not make the endpoint late`() async throws {
        let words = (0..<4).map { "word \($0) " }
        let events = words.map { Script.event("{\"content\":\"\($0)\"}") }
        let script = Script([.streamHead + [.chunk(events.joined()), .hold] + .finished()])
        try await withModel(
            script,
            {
                $0.deadlines.firstTokenMillisecondsMax = 1_000
                $0.deadlines.betweenTokensMillisecondsMax = 1_000
            }
        ) { test in
            var said: [String] = []
            for try await event in test.model.stream(ChatRequest(messages: [], tokensMax: 8)) {
                guard case .text(let text) = event else { continue }
                said.append(text)
                // All words are here already; reading them takes longer than the endpoint may be silent.
                let until = ContinuousClock().now.advanced(by: .milliseconds(350))
                while ContinuousClock().now < until { await Task.yield() }
                if said == words { test.endpoint.release() }
            }
            #expect(said == words)
        }
    }
}

extension [Script.Step] {
    fileprivate static func streamHeadOf(_ status: Int) -> [Script.Step] {
        [.head(status: status, lines: ["Transfer-Encoding: chunked"])]
    }
}
