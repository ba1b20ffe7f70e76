import BatonTesting
import Testing

@testable import LanguageModel

@Suite(.timeLimit(.minutes(1)))
struct CircuitBreakerTests {
    private func openBreaker() throws -> CircuitBreaker {
        var breaker = CircuitBreaker(failuresInARowMax: 3, restMilliseconds: 1_000)
        for _ in 0..<3 {
            let pass = try breaker.pass(at: 0)
            breaker.record(.failed, of: pass, at: .zero)
        }
        return breaker
    }

    @Test func `it opens after so many failures in a row, and an answer in between starts anew`() throws {
        var breaker = CircuitBreaker(failuresInARowMax: 2, restMilliseconds: 1_000)
        for outcome in [CircuitBreaker.Outcome.failed, .answered, .failed, .abandoned] {
            let pass = try breaker.pass(at: 0)
            breaker.record(outcome, of: pass, at: .zero)
        }
        let pass = try breaker.pass(at: 0)
        breaker.record(.failed, of: pass, at: .zero)
        breaker.expectRefusal(at: 0)
    }

    @Test func `after its rest one question finds out`() throws {
        var breaker = try openBreaker()
        breaker.expectRefusal(at: 999)
        let probe = try breaker.pass(at: 1_000)
        breaker.expectRefusal(at: 5_000)
        breaker.record(.failed, of: probe, at: .milliseconds(6_000))
        breaker.expectRefusal(at: 6_999)
        let second = try breaker.pass(at: 7_000)
        breaker.record(.answered, of: second, at: .milliseconds(7_100))
        _ = try breaker.pass(at: 7_100)
        _ = try breaker.pass(at: 7_100)
    }

    @Test func `a question that was left lets the next one find out`() throws {
        var breaker = try openBreaker()
        let probe = try breaker.pass(at: 1_000)
        breaker.record(.abandoned, of: probe, at: .milliseconds(1_100))
        _ = try breaker.pass(at: 1_100)
    }

    @Test func `a question from before does not count against the one that finds out`() throws {
        var breaker = CircuitBreaker(failuresInARowMax: 1, restMilliseconds: 1_000)
        let (early, other) = (try breaker.pass(at: 0), try breaker.pass(at: 0))
        breaker.record(.failed, of: early, at: .zero)
        let probe = try breaker.pass(at: 1_000)
        breaker.record(.failed, of: other, at: .milliseconds(1_001))
        breaker.record(.abandoned, of: other, at: .milliseconds(1_001))
        breaker.expectRefusal(at: 1_002)
        breaker.record(.answered, of: probe, at: .milliseconds(1_003))
        _ = try breaker.pass(at: 1_003)
    }

    @Test func `an endpoint that keeps failing is left alone, and asked again after its rest`() async throws {
        let failing = Array(repeating: [Script.Step].answer(500, "{}"), count: 2)
        try await withModel(
            Script(failing + [.chat(["Yes."])]),
            {
                $0.limits.failuresInARowMax = 2
                $0.limits.retriesMax = 0
                $0.limits.restMilliseconds = 60_000
            }
        ) { test in
            for _ in 0..<2 { #expect(await test.ask().outcome == .failed(.broken)) }
            #expect(await test.ask().outcome == .failed(.resting))
            #expect(test.endpoint.requests.count == 2)
            test.time.pass(.seconds(60))
            #expect(await test.ask().text == "Yes.")
            #expect(await test.ask().text == "Yes.")
        }
    }

    @Test func `neither a cancelled question nor a refused one counts`() async throws {
        let hold: [Script.Step] = .streamHead + .said(["Open"]) + [.hold]
        let script = Script([hold, hold, .answer(400, "{}"), .answer(401, "{}"), .chat(["Yes."])])
        try await withModel(script, { $0.limits.failuresInARowMax = 1 }) { test in
            for _ in 0..<2 {
                for try await _ in test.model.stream(ChatRequest(messages: [], tokensMax: 8)) { break }
            }
            #expect(await test.ask().outcome == .failed(.rejected))
            #expect(await test.ask().outcome == .failed(.unauthorized))
            #expect(await test.ask().text == "Yes.")
        }
    }
}

extension CircuitBreaker {
    fileprivate mutating func pass(at milliseconds: Int) throws -> Pass {
        let pass = admit(at: .milliseconds(milliseconds))
        return try #require(pass)
    }

    fileprivate mutating func expectRefusal(at milliseconds: Int) {
        let pass = admit(at: .milliseconds(milliseconds))
        #expect(pass == nil)
    }
}
