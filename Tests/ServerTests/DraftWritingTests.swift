import BatonTesting
import Foundation
import Testing

/// A model writes the draft of an article from what people answered, and Baton looks who said each sentence.
@Suite(.timeLimit(.minutes(2)))
struct DraftWritingTests {
    private static let prompts = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Prompts").standardized.path
    private static let reply =
        "Hi Tom! Parcels to Greenland take nine days and cost 40 euros. Write to tom@example.com about it."

    /// Runs a server with a model that says `steps`, and gives the body an editor and the gap.
    static func run(
        _ steps: [Script.Step],
        _ body: @escaping @Sendable (ScriptedEndpoint, ConsoleClient, String) async throws -> Void
    ) async throws {
        let endpoint = try ScriptedEndpoint(Script([steps]))
        defer { endpoint.stop() }
        let flags = [
            "--model-url", endpoint.address, "--model", "some", "--model-auth", "none", "--prompts", prompts,
        ]
        try await TestServer.run(flags: flags) { server in
            let loop = LoopTests()
            try await loop.failed(server, reply: reply)
            let editor = try await server.console("Eve", role: "editor")
            let id = try #require(try await loop.gap(editor)["id"] as? String)
            try await body(endpoint, editor, id)
        }
    }

    @Test func `each sentence names the answers that say it, and what nobody said is marked`() async throws {
        let said = [
            "Parcels to Greenland take nine days [1]. ", "They cost 40 euros [1]. ",
            "Every parcel is insured for 500 euros [1].",
        ]
        try await Self.run(.chat(said)) { endpoint, editor, id in
            let outline = try await editor.get("/api/gaps/outline?id=\(id)")
            #expect(outline.bool("writes") == true)
            let draft = try await editor.post("/api/gaps/write", #"{"gap":"\#(id)"}"#)
            let sentences = draft.rows("sentences")
            #expect(sentences.map { $0["is_supported"] as? Bool } == [true, true, false])
            let asked = Set(outline.rows("evidence").compactMap { $0["question"] as? String })
            for sentence in sentences.prefix(2) {
                let support = sentence["support"] as? [[String: Any]] ?? []
                #expect(support.contains { asked.contains($0["question"] as? String ?? "") })
                #expect(support.allSatisfy { $0["reply"] as? Int == 0 })
            }
            // The model cites an answer for it: that is not believed.
            #expect((sentences.last?["support"] as? [Any])?.isEmpty == true)
            let unsure = draft.strings("unsure")
            #expect(unsure == ["Nobody said this: Every parcel is insured for 500 euros."])
            #expect(draft.text("text")?.hasPrefix("Parcels to Greenland take nine days. They cost") == true)
            #expect(draft.text("prompt")?.hasPrefix("draft-article@1#") == true)
            let sent = try #require(endpoint.requests.last?.body)
            #expect(sent.contains("nine days") && !sent.contains("tom@example.com"))
        }
    }

    @Test func `personal data that a model repeats comes into no article`() async throws {
        try await Self.run(.chat(["Write to tom@example.com about parcels to Greenland [1]."])) {
            _, editor, id in
            let draft = try await editor.post("/api/gaps/write", #"{"gap":"\#(id)"}"#)
            #expect(draft.text("text") == "Write to [e-mail] about parcels to Greenland.")
        }
    }

    @Test func `a model that fails leaves the outline, with a plain word why`() async throws {
        try await Self.run(.answer(401, "{}")) { _, editor, id in
            let draft = try await editor.post("/api/gaps/write", #"{"gap":"\#(id)"}"#)
            #expect(draft.status == 200 && draft.text("text") == nil && draft.text("reason") == "rejected")
            #expect(draft.text("why")?.contains("under Settings") == true)
            #expect(try await editor.get("/api/gaps/outline?id=\(id)").text("text")?.contains("40") == true)
        }
    }

    @Test func `a model that finds no answer writes none`() async throws {
        try await Self.run(.chat(["NO_ANSWER"])) { _, editor, id in
            let draft = try await editor.post("/api/gaps/write", #"{"gap":"\#(id)"}"#)
            #expect(draft.text("reason") == "refused" && draft.rows("sentences").isEmpty)
        }
    }

    @Test func `without a model there is no draft and the editor knows`() async throws {
        try await TestServer.run { server in
            let loop = LoopTests()
            try await loop.failed(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try #require(try await loop.gap(editor)["id"] as? String)
            #expect(try await editor.get("/api/gaps/outline?id=\(id)").bool("writes") == false)
            let draft = try await editor.post("/api/gaps/write", #"{"gap":"\#(id)"}"#)
            #expect(draft.text("reason") == "no_model")
            let agent = try await server.console("Ann", role: "agent")
            #expect(try await agent.post("/api/gaps/write", #"{"gap":"\#(id)"}"#).status == 403)
        }
    }
}
