import BatonServer
import BatonTesting
import Foundation
import Retrieval
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
}
