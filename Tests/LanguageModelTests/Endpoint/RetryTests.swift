import BatonTesting
import Outbound
import Testing

@testable import LanguageModel

@Suite(.timeLimit(.minutes(1)))
struct RetryTests {
    private static let yes: [Script.Step] = .chat(["Yes."])

    private func answers(_ first: [Script.Step]) -> Script { Script([first, Self.yes]) }

    @Test func `what works the second or third time is one answer`() async throws {
        let script = Script([.answer(503, "{}"), .answer(500, "{}"), Self.yes])
        try await withModel(script) { test in
            let answer = await test.ask()
            #expect(answer.pieces == ["Yes."] && answer.outcome == .ended(.stop))
            #expect(test.time.waitedMilliseconds == [500, 1_000])
            #expect(test.notices.all.map(\.failure) == [.broken, .broken])
            #expect(test.notices.all.map(\.retryMilliseconds) == [500, 1_000])
        }
    }

    @Test func `a third failure is the last`() async throws {
        try await withModel(Script([.answer(503, "{}")])) { test in
            #expect(await test.ask().outcome == .failed(.broken))
            #expect(test.endpoint.requests.count == 3)
            #expect(test.notices.all.map(\.retryMilliseconds) == [500, 1_000, nil])
        }
    }

    @Test(arguments: [
        (["Retry-After: 3"], 3_000), (["Retry-After: 0.25"], 250),
        (["retry-after-ms: 40", "Retry-After: 3"], 40),
        (["Retry-After: 0"], 500), (["Retry-After: soon"], 500), (["Retry-After: -3"], 500),
        (["Date: Sun, 01 Mar 2026 23:59:58 GMT", "Retry-After: Mon, 02 Mar 2026 00:00:02 GMT"], 4_000),
        (["Retry-After: Mon, 02 Mar 2026 00:00:02 GMT"], 500),
    ])
    func `the wait that is asked for is obeyed`(_ lines: [String], _ milliseconds: Int) async throws {
        try await withModel(answers(.answer(429, "{}", lines))) { test in
            #expect(await test.ask().text == "Yes.")
            #expect(test.time.waitedMilliseconds == [milliseconds])
        }
    }

    @Test(arguments: ["Retry-After: 9", "Retry-After: 1e300", "retry-after-ms: 8001"])
    func `a wait that is too long is not waited for`(_ line: String) async throws {
        try await withModel(answers(.answer(429, "{}", [line]))) { test in
            #expect(await test.ask().outcome == .failed(.exhausted))
            #expect(test.endpoint.requests.count == 1 && test.time.waitedMilliseconds.isEmpty)
        }
    }

    @Test(arguments: [
        #"{"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}}"#,
        #"{"error":{"message":"m","type":"requests","code":"insufficient_quota"}}"#,
    ])
    func `an account that is used up is not asked again`(_ body: String) async throws {
        try await withModel(answers(.answer(429, body, ["x-should-retry: true"]))) { test in
            #expect(await test.ask().outcome == .failed(.exhausted))
            #expect(test.endpoint.requests.count == 1)
        }
    }

    @Test func `a server may ask for a retry, or against it`() async throws {
        try await withModel(answers(.answer(400, "{}", ["x-should-retry: true"]))) { test in
            #expect(await test.ask().text == "Yes.")
        }
        try await withModel(answers(.answer(503, "{}", ["X-Should-Retry: False"]))) { test in
            #expect(await test.ask().outcome == .failed(.broken))
        }
    }

    @Test func `nothing is tried again once a word has come`() async throws {
        let script = Script([.streamHead + .said(["Yes"]) + [.close], Self.yes])
        try await withModel(script) { test in
            let answer = await test.ask()
            #expect(answer.pieces == ["Yes"] && answer.outcome == .failed(.truncated))
            #expect(test.endpoint.requests.count == 1)
        }
    }

    @Test func `a try that cannot come to its first word in time is not begun`() async throws {
        try await withModel(
            answers(.answer(503, "{}", ["Retry-After: 3"])),
            {
                $0.deadlines.firstTokenMillisecondsMax = 10_000
                $0.deadlines.totalMillisecondsMax = 12_000
            }
        ) { test in
            #expect(await test.ask().outcome == .failed(.broken))
            #expect(test.endpoint.requests.count == 1)
        }
    }

    @Test func `a cancelled task does not wait for its next try`() async throws {
        let endpoint = try ScriptedEndpoint(Script([.answer(503, "{}", ["Retry-After: 8"])]))
        var settings = try EndpointSettings(address: EndpointAddress(endpoint.address), model: "small")
        settings.deadlines.totalMillisecondsMax = 60_000
        let notices = Notices()
        let model = EndpointModel(
            settings, client: try OutboundClient(settings.outbound), time: .system(), report: notices.add)
        let task = Task {
            await Answer(model.stream(ChatRequest(messages: [ChatMessage(.user, "How?")], tokensMax: 8)))
        }
        try await eventually { notices.all.isEmpty ? nil : () }
        task.cancel()
        let answer = await task.value
        #expect(answer.failure == nil && answer.ending == nil)
        #expect(endpoint.requests.count == 1)
    }

    @Test func `waits double, shrink at random, and have a limit`() {
        var (limits, deadlines) = (EndpointLimits(), EndpointDeadlines())
        limits.retriesMax = 100
        deadlines.totalMillisecondsMax = 1_000_000
        let policy = RetryPolicy(limits: limits, deadlines: deadlines)
        let fault = EndpointFault(.broken, mayRetry: true)
        func wait(_ tries: Int, _ random: Double) -> Int? {
            policy.wait(after: fault, tries: tries, elapsedMilliseconds: 0, random: random)
        }
        #expect(
            [1, 2, 3, 4, 5, 6, 100].map { wait($0, 0) } == [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
        #expect(wait(1, 1) == 375 && wait(101, 0) == nil)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
        ("Sun, 06 Nov 1994 08:49 GMT", nil), ("", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
    ])
    func `dates are read as the standard writes them`(_ text: String, _ seconds: Int?) {
        #expect(HTTPDate(text)?.seconds == seconds)
    }
}
