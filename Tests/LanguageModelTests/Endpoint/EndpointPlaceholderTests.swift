import BatonTesting
import LanguageModel
import Testing

/// Every request leaves through an endpoint, so this is where personal data must be gone.
@Suite(.timeLimit(.minutes(1)))
struct EndpointPlaceholderTests {
    private static let question = "I am anna@example.com, +49 170 1234567. Does 203.0.113.7 reach you?"

    @Test func `what leaves has placeholders, and what comes has the values`() async throws {
        let said = ["For <EMA", "IL_1> at ", "<", "PHONE", "_", "1", ">: [ip 1", "] <EMAIL_2", ">"]
        try await withModel(Script([.chat(said)])) { test in
            let answer = await test.ask(Self.question)
            #expect(answer.text == "For anna@example.com at +49 170 1234567: 203.0.113.7 e-mail")
            #expect(answer.ending?.reason == .stop && answer.pieces.allSatisfy { !$0.isEmpty })
            let sent = try await test.endpoint.request(0).body
            #expect(sent.contains("I am <EMAIL_1>, <PHONE_1>. Does <IP_1> reach you?"))
            #expect(!sent.contains("anna") && !sent.contains("1234567") && !sent.contains("203.0.113.7"))
        }
    }

    @Test func `an answer that ends within a placeholder is given out whole before its end`() async throws {
        try await withModel(.chat("Write to EMAIL_1")) { test in
            let answer = await test.ask(Self.question)
            #expect(answer.text == "Write to anna@example.com" && answer.ending?.reason == .stop)
        }
    }

    @Test func `a kind that is off leaves as it was written`() async throws {
        try await withModel(.chat("Yes"), { $0.hides = [.phone] }) { test in
            _ = await test.ask(Self.question)
            let sent = try await test.endpoint.request(0).body
            #expect(sent.contains("anna@example.com") && sent.contains("<PHONE_1>"))
        }
    }

    @Test func `a second try leaves with the same placeholders`() async throws {
        let script = Script([.answer(503, "{}"), .chat(["<EMAIL_1>"])])
        try await withModel(script) { test in
            #expect(await test.ask(Self.question).text == "anna@example.com")
            let bodies = test.endpoint.requests.map(\.body)
            #expect(bodies.count == 2 && bodies[0] == bodies[1])
        }
    }
}
