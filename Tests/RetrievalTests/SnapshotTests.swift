import Knowledge
import Retrieval
import Testing

struct SnapshotTests {
    private func revision(
        _ id: String, _ title: String, _ text: String, number: Int = 1, area: String? = nil,
        language: String = "en",
        audience: Audience = .everyone
    ) throws -> Revision {
        let article = Article(
            id: try #require(ArticleID(id)), title: title, productArea: area, language: language,
            audience: audience, markdown: text)
        return Revision(article: article, number: number, updatedAtMilliseconds: 0)
    }

    private func first(_ snapshot: Snapshot, _ query: Query) -> String? {
        snapshot.search(query, limit: 5).hits.first?.passage.article.value
    }

    @Test func `an empty library finds nothing and is no evidence`() {
        let findings = Snapshot().search(Query(text: "how do I restore a backup"), limit: 5)
        #expect(findings.hits.isEmpty)
        #expect(Sufficiency.of(findings).sufficiency == .none)
        #expect(Snapshot().isEmpty)
    }

    @Test(arguments: ["", "   ", "?!", "the of and", "🙂", "\u{0}"])
    func `a question without words finds nothing`(text: String) {
        let findings = Handbook.snapshot.search(Query(text: text), limit: 5)
        #expect(findings.hits.isEmpty)
        #expect(Sufficiency.of(findings).sufficiency == .weak(.noContent))
    }

    @Test func `a huge question is cut and still answered`() {
        let text = "restore backup " + String(repeating: "äx ", count: 200_000)
        #expect(first(Handbook.snapshot, Query(text: text)) == "data-and-backup")
    }

    @Test func `the id changes with a revision and does not depend on the order`() throws {
        let (a, b) = (try revision("aa", "A", "one"), try revision("bb", "B", "two"))
        let id = Snapshot([a, b]).id
        #expect(id.count == 16)
        #expect(id == Snapshot([b, a]).id)
        #expect(id != Snapshot([a, try revision("bb", "B", "two", number: 2)]).id)
        #expect(id != Snapshot([a, try revision("bb", "B", "changed")]).id)
        #expect(id != Snapshot([a]).id)
    }

    @Test func `articles for agents are found by agents only`() throws {
        let snapshot = Snapshot([
            try revision("secret", "Refund limit", "Refunds up to 50 euros.", audience: .agents)
        ])
        #expect(first(snapshot, Query(text: "refund limit")) == nil)
        #expect(first(snapshot, Query(text: "refund limit", audiences: [.everyone, .agents])) == "secret")
    }

    @Test func `the visitor's product area decides between equals`() throws {
        let snapshot = Snapshot([
            try revision("one", "Export data", "Press export.", area: "billing"),
            try revision("two", "Export data", "Press export.", area: "reports"),
        ])
        #expect(first(snapshot, Query(text: "export data")) == "one")
        #expect(first(snapshot, Query(text: "export data", pageArea: "reports")) == "two")
    }

    @Test func `a word in the title counts more than one in the text`() throws {
        let snapshot = Snapshot([
            try revision("text", "Something else", "A proxy stands here among other words."),
            try revision("title", "Proxy", "Other words stand here among words."),
        ])
        #expect(first(snapshot, Query(text: "proxy")) == "title")
    }

    @Test func `of one article the passage comes first that holds the question itself, not the shortest`()
        throws
    {
        let text =
            "## Roles\n\nShort.\n\n## Lost\n\nTo reset a password run the command that prints a new link."
        let snapshot = Snapshot([try revision("users", "Add agents and reset passwords", text)])
        let hits = snapshot.search(Query(text: "how do I reset my password"), limit: 2).hits
        #expect(hits.map(\.passage.heading) == ["Lost", "Roles"])
    }

    @Test func `every language is searched unless the question's is known`() throws {
        let snapshot = Snapshot([
            try revision("en-port", "The port", "The server listens on port 8080."),
            try revision("de-port", "Der Port", "Der Server lauscht auf Port 8080.", language: "de"),
        ])
        #expect(snapshot.languages == ["de", "en"])
        #expect(first(snapshot, Query(text: "Auf welchem Port lauscht der Server?")) == "de-port")
        #expect(first(snapshot, Query(text: "port", language: "de")) == "de-port")
        #expect(first(snapshot, Query(text: "port", language: "en")) == "en-port")
        #expect(first(snapshot, Query(text: "which port does it listen on", language: "fr")) == "en-port")
    }

    @Test func `an earlier turn steers a question that says little`() throws {
        let snapshot = Snapshot([
            try revision("widget", "Install the widget", "Add the script line to your page."),
            try revision("server", "Install the server", "Run the program on your machine."),
        ])
        let query = Query(text: "and how do I install it?", context: ["what is the server for"])
        #expect(first(snapshot, query) == "server")
    }

    @Test func `an error code is found by itself and a different one is not answered`() {
        #expect(first(Handbook.snapshot, Query(text: "E-1042")) == "troubleshooting")
        let other = Handbook.snapshot.search(Query(text: "E-9999"), limit: 5)
        if case .sufficient = Sufficiency.of(other).sufficiency { Issue.record("E-9999 was answered") }
    }

    @Test func `relevance tells which sentence speaks to the question`() {
        let findings = Handbook.snapshot.search(Query(text: "does the widget set cookies?"), limit: 5)
        #expect(
            findings.relevance(of: "It sets no cookies on your page")
                > findings.relevance(of: "Logs never hold it"))
    }

    @Test func `the same question always gives the same hits`() {
        let query = Query(text: "message conversation agent visitor")
        let hits = Handbook.snapshot.search(query, limit: 20).hits
        #expect(hits == Snapshot(Handbook.revisions.reversed()).search(query, limit: 20).hits)
        #expect(hits.count > 5 && zip(hits, hits.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(Handbook.snapshot.search(query, limit: 0).hits.isEmpty)
    }

    @Test func `a swap replaces the snapshot whole and gives the old one back`() {
        let index = SearchIndex()
        let old = index.swap(Handbook.snapshot)
        #expect(old.isEmpty)
        #expect(index.current.id == Handbook.snapshot.id)
    }

    @Test func `the decision record gets every feature with its threshold`() {
        let findings = Handbook.snapshot.search(Query(text: "how do I restore a backup?"), limit: 5)
        let measures = Sufficiency.of(findings).evidence.measures
        #expect(measures["coverage_min"] == Sufficiency.coverageMin)
        #expect((measures["coverage"] ?? 0) >= Sufficiency.coverageMin)
        #expect((measures["margin"] ?? 0) <= (measures["best_score"] ?? 0))
    }
}
