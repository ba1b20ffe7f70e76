import BatonTesting
import Foundation
import Knowledge
import Testing

/// A follow-up through the whole server, with a model behind a real endpoint.
@Suite(.timeLimit(.minutes(2)))
struct FollowUpRewritingTests {
    private static let prompts = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Prompts").standardized.path
    private static let rewritten = "How do I install Baton on Debian"
    private static let thread = "conversation-1"

    /// Says a follow-up anew as `rewriting` has it, and answers everything else from the first source.
    private static func endpoint(_ rewriting: [Script.Step]) throws -> ScriptedEndpoint {
        try ScriptedEndpoint { _, request in
            request.body.contains("LAST QUESTION")
                ? rewriting : .chat(["To install Baton on Debian, ", "clone the repository [1]."])
        }
    }

    private static func run(
        _ endpoint: ScriptedEndpoint, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        defer { endpoint.stop() }
        let install = Article(
            id: try #require(ArticleID("install")), title: "Install Baton",
            markdown: "To install Baton on Debian, clone the repository and run `script/run`.")
        let flags = [
            "--model-url", endpoint.address, "--model", "some", "--model-auth", "none", "--prompts", prompts,
            "--error-rate-percent", "60",
        ]
        try await TestServer.run(flags: flags, articles: [install] + TestServer.handbook.dropFirst(), body)
    }

    /// Asks, waits for the answer, and returns all that the visitor was sent until then.
    private static func ask(_ text: String, id: String, _ visitor: TestClient) async throws -> String {
        try await visitor.send("send", ["conversation": thread, "id": id, "text": text])
        var seen = ""
        _ = try await visitor.next { frame in
            seen += frame.raw + "\n"
            return frame.event?.author?.kind == "assistant" || frame.event?.type == "handed_off"
        }
        return seen
    }

    /// The decisions on both questions, as the team reads them.
    private static func decisions(_ server: TestServer) async throws -> (first: TestFrame, second: TestFrame)
    {
        let visitor = try await server.visitor()
        try await visitor.resume(thread)
        _ = try await ask("How do I install Baton on Debian?", id: "message-0001", visitor)
        let seen = try await ask("and what about Debian?", id: "message-0002", visitor)
        #expect(seen.contains("\"clone the repository") || seen.contains("clone the repository"))
        #expect(!seen.contains("rewrit") && !seen.contains("decided"))
        let agent = try await server.agent("Ada")
        try await agent.resume(thread)
        return (try await agent.event("decided"), try await agent.event("decided"))
    }

    @Test func `the team sees what a follow-up was searched for as, and the visitor does not`() async throws {
        let endpoint = try Self.endpoint(.chat(["SEARCH\nHow do I ", "install Baton on Debian"]))
        try await Self.run(endpoint) { server in
            let (first, second) = try await Self.decisions(server)
            #expect(first.value("event.rewriting") == nil)
            #expect(second.value("event.rewriting.text") == Self.rewritten)
            #expect(second.value("event.rewriting.prompt")?.hasPrefix("rewrite-query@1#") == true)
            #expect(second.value("event.rewriting.failure") == nil)
            #expect(second.value("event.prompt")?.hasPrefix("answer@2#") == true)
            let asked = endpoint.requests.filter { $0.body.contains("LAST QUESTION") }
            #expect(asked.count == 1)
        }
    }

    @Test func `an endpoint that has no time for a follow-up keeps no visitor waiting`() async throws {
        try await Self.run(try Self.endpoint([.hold])) { server in
            let (_, second) = try await Self.decisions(server)
            #expect(second.value("event.rewriting.text") == nil)
            #expect(second.value("event.rewriting.failure") == "late")
            #expect(second.value("event.outcome") == "answer")
        }
    }
}
