import BatonServer
import BatonTesting
import Knowledge
import Learning
import Storage
import Testing

/// The whole library beside itself.
@Suite(.timeLimit(.minutes(2))) struct LibraryComparisonTests {
    private func article(_ id: String, _ text: String) throws -> Article {
        Article(id: try #require(ArticleID(id)), title: id, markdown: text)
    }

    @Test func `each pair that contradicts is found once, a step at a time, by editors alone`() async throws {
        try await TestServer.run { server in
            let store = server.baton.store
            _ = try await store.publish(
                Publication(
                    [
                        try article("zebra-refunds", "Zebra refunds take 14 days after the parcel arrived."),
                        try article("a-zebra-refund", "Zebra refunds take 7 days after the parcel arrived."),
                    ], source: .console), atMilliseconds: 1)
            let editor = try await server.console("Eve", role: "editor")
            let agent = try await server.console("Ann", role: "agent")
            #expect(try await agent.get("/api/gaps/twins").status == 403)
            #expect(try await editor.get("/api/gaps/twins?after=No%20Such").status == 404)
            func all() async throws -> [[String: Any]] {
                var (pairs, next, compared) = ([[String: Any]](), Optional(""), 0)
                while let after = next {
                    let step = try await editor.get("/api/gaps/twins?after=\(after)")
                    pairs += step.rows("pairs")
                    let now = try #require(step.number("compared"))
                    #expect(now > compared && now - compared <= LibraryComparison.articlesMax)
                    (compared, next) = (now, step.text("next"))
                }
                return pairs
            }
            let zebras = try await eventually {
                let found = try await all().filter { $0["article"] as? String == "zebra-refunds" }
                return found.isEmpty ? nil : found
            }
            let other = try #require(zebras.first?["other"] as? [String: Any])
            #expect(zebras.count == 1 && other["article"] as? String == "a-zebra-refund")
            #expect(other["kind"] as? String == "contradiction")
        }
    }
}
