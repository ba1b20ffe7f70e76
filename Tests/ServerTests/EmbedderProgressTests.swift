import BatonTesting
import Foundation
import Knowledge
import Testing

/// A change of embedder on a server that goes on serving.
@Suite(.timeLimit(.minutes(2)))
struct EmbedderProgressTests {
    /// More than one step takes, so that there is a first and a rest.
    private static let articles = 600

    /// The same vector for each text of a request.
    private static func vectors(for body: String) -> [Script.Step] {
        struct Body: Decodable {
            let input: [String]
        }
        let texts = (try? JSONDecoder().decode(Body.self, from: Data(body.utf8)))?.input ?? []
        let entries = texts.indices.map { "{\"index\":\($0),\"embedding\":[1,2,\($0 % 7)]}" }
        return .answer(200, "{\"data\":[\(entries.joined(separator: ","))]}")
    }

    @Test func `while vectors are made the server is ready, and says how far they are`() async throws {
        // Never done with the last of them.
        let endpoint = try ScriptedEndpoint { _, request in
            request.body.contains("article 0599") ? [.hold] : Self.vectors(for: request.body)
        }
        defer { endpoint.stop() }
        let articles = try (0..<Self.articles).map { number in
            let name = String(String(10_000 + number).dropFirst())
            return Article(
                id: try #require(ArticleID("article-\(name)")), title: "Number \(name)",
                markdown: "What article \(name) says.")
        }
        let flags = ["--embedding-url", endpoint.address, "--embedding-model", "tiny"]
        try await TestServer.run(flags: flags, articles: articles) { server in
            let ready = try await eventually { () -> HTTPAnswer? in
                let answer = try await TestHTTP.get(port: server.port, "/readyz")
                return answer.text.contains("of 600 passages are done") ? answer : nil
            }
            #expect(ready.status == 200 && ready.text.contains("\"status\":\"ready\""))
            let page = try await server.console("Ada").get("/api/settings")
            #expect(page.text("notice")?.contains("of 600 passages are done") == true)
        }
    }

    @Test func `a server that searches by words says so, and nothing more`() async throws {
        try await TestServer.run(flags: ["--weights", ""]) { server in
            let ready = try await TestHTTP.get(port: server.port, "/readyz").text
            #expect(ready.contains("\"search\":\"by words alone\""))
            #expect(try await server.console("Ada").get("/api/settings").text("notice") == nil)
        }
    }
}
