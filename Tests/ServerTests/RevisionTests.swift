import BatonServer
import BatonTesting
import Foundation
import Knowledge
import Learning
import Retrieval
import Storage
import Testing

/// Earlier revisions of an article: read, gone back to, and the article taken away.
@Suite(.timeLimit(.minutes(2)))
struct RevisionTests {
    private static let texts = [
        "Parcels to Greenland take nine days and cost 40 euros.",
        "Parcels to Greenland take eleven days and cost 55 euros.",
    ]

    /// A gap whose article has two revisions.
    private func published(_ server: TestServer) async throws -> (editor: ConsoleClient, gap: String) {
        let loop = LoopTests()
        try await loop.failed(server)
        let editor = try await server.console("Eve", role: "editor")
        let id = try #require(try await loop.gap(editor)["id"] as? String)
        for (number, text) in Self.texts.enumerated() {
            let draft = try loop.draft(id, text, revision: number == 0 ? nil : number, acceptsBroken: true)
            #expect(try await editor.post("/api/gaps/publish", draft).number("revision") == number + 1)
        }
        return (editor, id)
    }

    private func change(_ gap: String, revision: Int, to: Int? = nil) -> String {
        #"{"gap":"\#(gap)","article":"parcels-to-greenland","revision":\#(revision)"#
            + (to.map { #","to":\#($0)"# } ?? "") + "}"
    }

    @Test func `going back is a new revision with the old text, and is tried like any other`() async throws {
        try await TestServer.run { server in
            let (editor, gap) = try await published(server)
            let list = try await editor.get("/api/gaps/revisions?id=parcels-to-greenland")
            #expect(list.rows("revisions").map { $0["revision"] as? Int } == [2, 1])
            #expect(list.number("current") == 2)
            // Each with the verdict of its own trial.
            let words = list.rows("revisions").map { ($0["verdict"] as? [String: Any])?["word"] as? String }
            #expect(words.last == "proves" && words.first != nil && words.first != words.last)
            let old = try await editor.get("/api/gaps/article?id=parcels-to-greenland&revision=1")
            #expect(old.text("text")?.contains("40 euros") == true && old.number("revision") == 1)

            let late = try await editor.post("/api/gaps/revert", change(gap, revision: 1, to: 1))
            #expect(late.status == 409 && late.number("conflict.revision") == 2)
            let back = try await editor.post("/api/gaps/revert", change(gap, revision: 2, to: 1))
            #expect(back.number("revision") == 3 && back.text("verdict.word") == "proves")
            let now = try await editor.get("/api/gaps/article?id=parcels-to-greenland")
            #expect(now.text("text")?.contains("40 euros") == true && now.number("revision") == 3)
            #expect(try await editor.post("/api/gaps/revert", change(gap, revision: 3, to: 9)).status == 404)
        }
    }

    @Test func `a removed article is found by nobody, and its gap is open again`() async throws {
        try await TestServer.run { server in
            let (editor, gap) = try await published(server)
            let articles = server.baton.index.current.articleCount
            let late = try await editor.post("/api/gaps/remove", change(gap, revision: 1))
            #expect(late.status == 409 && late.number("conflict.revision") == 2)
            let removed = try await editor.post("/api/gaps/remove", change(gap, revision: 2))
            #expect(removed.text("article") == "parcels-to-greenland")
            let found = try await editor.get("/api/gaps/gap?id=\(gap)")
            #expect(found.text("gap.state") == "open" && found.text("gap.article") == nil)
            #expect(server.baton.index.current.articleCount == articles - 1)
            #expect(try await editor.get("/api/gaps/article?id=parcels-to-greenland").status == 404)
            let list = try await editor.get("/api/gaps/revisions?id=parcels-to-greenland")
            #expect(list.rows("revisions").count == 2 && list.number("current") == nil)
            let agent = try await server.console("Ann", role: "agent")
            #expect(try await agent.post("/api/gaps/remove", change(gap, revision: 2)).status == 403)
        }
    }

    @Test func `an article that is taken away under a draft stays away, and each is told in plain words`()
        async throws
    {
        try await TestServer.run { server in
            let (editor, gap) = try await published(server)
            _ = try await editor.post("/api/gaps/remove", change(gap, revision: 2))
            let loop = LoopTests()
            let draft = try loop.draft(gap, Self.texts[0], revision: 2, acceptsBroken: true)
            let tried = try await editor.post("/api/gaps/try", draft)
            #expect(tried.status == 409 && tried.text("error")?.contains("took this article away") == true)
            let late = try await editor.post("/api/gaps/publish", draft)
            #expect(late.status == 409 && late.text("error")?.contains("took this article away") == true)
            #expect(late.text.contains(#""conflict":null"#))
            #expect(try await editor.get("/api/gaps/article?id=parcels-to-greenland").status == 404)
            let found = try await editor.get("/api/gaps/gap?id=\(gap)")
            #expect(found.text("gap.state") == "open" && found.text("gap.article") == nil)
            // As a new article it comes back, with the revisions that it had.
            let new = try loop.draft(gap, Self.texts[0], acceptsBroken: true)
            #expect(try await editor.post("/api/gaps/try", new).status == 200)
            #expect(try await editor.post("/api/gaps/publish", new).number("revision") == 3)
        }
    }

    @Test func `publishing and taking away at once leave nothing half done`() async throws {
        try await TestServer.run { server in
            let (editor, gap) = try await published(server)
            let loop = LoopTests()
            let store = server.baton.store
            let id = try #require(GapID(gap))
            var revision = 2
            for round in 0..<8 {
                let draft = try loop.draft(
                    gap, "Parcels to Greenland take \(20 + round) days.", revision: revision,
                    acceptsBroken: true)
                let removal = change(gap, revision: revision)
                async let publishing = editor.post("/api/gaps/publish", draft)
                async let removing = editor.post("/api/gaps/remove", removal)
                let (published, removed) = (try await publishing, try await removing)
                #expect(Set([published.status, removed.status]) == [200, 409], "round \(round)")

                let settled = try #require(try await store.gap(id))
                let article = try #require(ArticleID("parcels-to-greenland"))
                let current = try await store.revision(article)
                #expect(settled.publishing == nil)
                #expect((settled.article == nil) == (current == nil))
                #expect((settled.state == .published) == (current != nil))
                if current == nil {
                    let again = try await editor.post(
                        "/api/gaps/publish", try loop.draft(gap, "Round \(round).", acceptsBroken: true))
                    revision = try #require(again.number("revision"))
                } else {
                    revision = try #require(published.number("revision"))
                }
            }
        }
    }
}
