import BatonTesting
import Foundation
import Testing

/// What the model would say to a gap's questions with a draft published.
@Suite(.timeLimit(.minutes(2)))
struct RehearsalTests {
    private static let text = "Parcels to Greenland take nine days and cost 40 euros."

    private func body(_ gap: String, _ text: String, question: String? = nil) throws -> String {
        let draft = try LoopTests().draft(gap, text)
        guard let question else { return draft }
        return draft.dropLast() + #","question":"\#(question)"}"#
    }

    @Test func `what it takes is told first, and then each question is answered and checked`() async throws {
        let said = ["Parcels to Greenland take nine days and cost 40 euros [1]."]
        try await DraftWritingTests.run(.chat(said)) { endpoint, editor, gap in
            let asked = endpoint.requests.count
            let plan = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text))
            #expect(endpoint.requests.count == asked)
            let questions = plan.rows("questions")
            #expect(questions.count == 3 && plan.text("model")?.hasSuffix("some") == true)
            let (sent, written) = (plan.number("tokens_sent") ?? 0, plan.number("tokens_written_max") ?? 0)
            #expect(sent > 3 * 100 && written >= 3 * 16)
            #expect(plan.number("seconds") == nil)

            let id = try #require(questions.first?["id"] as? String)
            let one = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text, question: id))
            #expect(one.text("text") == "Parcels to Greenland take nine days and cost 40 euros. [1]")
            #expect(one.text("says") == "says" && one.number("withheld") == 0 && one.text("failure") == nil)
            // A quarter is a rough measure: the number is no further off than twice or half.
            let characters = try #require(endpoint.requests.last?.body).count
            #expect(Double(sent) / 3 * 4 < 1.5 * Double(characters))
            #expect(Double(sent) / 3 * 4 > 0.5 * Double(characters))
            // From now on it is known how long one takes.
            let next = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text))
            #expect(next.number("seconds") != nil)
            // Nothing was published.
            #expect(try await editor.get("/help/parcels-to-greenland").status == 404)
        }
    }

    @Test func `what the articles do not say is held back, and the question goes to people`() async throws {
        let said = ["Parcels to Greenland take four weeks and cost 90 euros [1]."]
        try await DraftWritingTests.run(.chat(said)) { _, editor, gap in
            let plan = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text))
            let id = try #require(plan.rows("questions").first?["id"] as? String)
            let one = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text, question: id))
            #expect(one.text("text") == "" && one.number("withheld") == 1 && one.text("says") == nil)
        }
    }

    @Test func `a model that fails is named, beside the quotation that stands in`() async throws {
        try await DraftWritingTests.run(.answer(401, "{}")) { _, editor, gap in
            let plan = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text))
            let id = try #require(plan.rows("questions").first?["id"] as? String)
            let one = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text, question: id))
            #expect(one.text("failure") == "unauthorized")
            #expect(one.text("text")?.contains("nine days") == true)
        }
    }

    @Test func `a text that no question finds, an unknown question and a wrong role ask nothing`()
        async throws
    {
        try await DraftWritingTests.run(.chat(["Anything [1]."])) { endpoint, editor, gap in
            let asked = endpoint.requests.count
            let other = try LoopTests().draft(gap, "Our office has green chairs.")
                .replacing("Parcels to Greenland", with: "Chairs")
                .replacing(#""phrasings":["#, with: #""unused":["#)
                .replacing(#""accepts_broken""#, with: #""phrasings":[],"accepts_broken""#)
            let plan = try await editor.post("/api/gaps/rehearsal", other)
            #expect(plan.status == 200 && plan.rows("questions").isEmpty && plan.text("model") == nil)
            let gone = try body(gap, Self.text, question: "9.c-nothing")
            #expect(try await editor.post("/api/gaps/rehearsal", gone).status == 404)
            #expect(endpoint.requests.count == asked)
        }
    }

    @Test func `without a model there is nothing to rehearse`() async throws {
        try await TestServer.run { server in
            let loop = LoopTests()
            try await loop.failed(server)
            let editor = try await server.console("Eve", role: "editor")
            let gap = try #require(try await loop.gap(editor)["id"] as? String)
            let plan = try await editor.post("/api/gaps/rehearsal", try body(gap, Self.text))
            #expect(plan.status == 200 && plan.text("model") == nil)
            let agent = try await server.console("Ann", role: "agent")
            #expect(try await agent.post("/api/gaps/rehearsal", try body(gap, Self.text)).status == 403)
        }
    }
}
