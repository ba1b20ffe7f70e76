import BatonServer
import BatonTesting
import Conversations
import Foundation
import Knowledge
import Learning
import Retrieval
import Storage
import Testing

/// The loop: a question fails, a person answers it, the gap appears, an editor publishes, the verdict says
/// what it did, and the same question is answered.
@Suite(.timeLimit(.minutes(2)))
struct LoopTests {
    private static let questions = [
        "Do you deliver parcels to Greenland?", "Can parcels be delivered to Greenland",
        "delivering a parcel to Greenland, is that possible?",
    ]

    /// Three visitors ask, and Bob answers each.
    func failed(
        _ server: TestServer, reply: String = "Parcels to Greenland take nine days and cost 40 euros."
    ) async throws {
        let bob = try await server.agent("Bob")
        for (number, question) in Self.questions.enumerated() {
            let conversation = "c-greenland-\(number)"
            let visitor = try await server.visitor()
            try await visitor.resume(conversation)
            try await visitor.say(question, in: conversation, id: "message-\(number)")
            _ = try await visitor.next { $0.event?.type == "handed_off" }
            try await bob.resume(conversation)
            func ask(_ type: String, _ fields: [String: any Sendable]) async throws {
                let all = fields.merging(["conversation": conversation]) { own, _ in own }
                #expect(try await bob.ask(type, all).type == "receipt")
            }
            try await ask("accept", ["id": "accept-\(number)0"])
            try await ask("send", ["id": "reply-00\(number)", "text": reply])
            try await ask("resolve", ["id": "resolve-\(number)"])
        }
    }

    /// The open gap with all three questions.
    func gap(_ editor: ConsoleClient) async throws -> [String: Any] {
        try await eventually {
            // What has come by itself has no name before all is found anew.
            _ = try await editor.post("/api/gaps/find", "{}")
            let found = try await editor.get("/api/gaps").rows("gaps")
            return found.count == 1 && found.first?["questions"] as? Int == 3 ? found.first : nil
        }
    }

    func draft(_ gap: String, _ text: String, revision: Int? = nil, acceptsBroken: Bool = false)
        throws
        -> String
    {
        let body: [String: Any] = [
            "gap": gap, "article": "parcels-to-greenland", "title": "Parcels to Greenland", "language": "en",
            "audience": "everyone", "text": text, "phrasings": Self.questions,
            "revision": revision.map { $0 as Any } ?? NSNull(), "accepts_broken": acceptsBroken,
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
    }

    @Test func `a question that failed is answered once an editor has published, and the verdict says so`()
        async throws
    {
        try await TestServer.run { server in
            try await failed(server)
            let articles = server.baton.index.current.articleCount
            let editor = try await server.console("Eve", role: "editor")
            let gap = try await gap(editor)
            let id = try #require(gap["id"] as? String)
            #expect(gap["kind"] as? String == "missing_article" && gap["state"] as? String == "open")
            #expect((gap["name"] as? String)?.contains("greenland") == true)

            let detail = try await editor.get("/api/gaps/gap?id=\(id)")
            let asked = detail.rows("questions")
            #expect(Set(asked.compactMap { $0["text"] as? String }) == Set(Self.questions))
            #expect(asked.allSatisfy { ($0["replies"] as? [String])?.count == 1 })
            #expect(asked.allSatisfy { $0["ending"] as? String == "resolved" })

            let outline = try await editor.get("/api/gaps/outline?id=\(id)")
            let text = try #require(outline.text("text"))
            #expect(text == "Parcels to Greenland take nine days and cost 40 euros.")
            let tried = try await editor.post("/api/gaps/try", try draft(id, text))
            #expect(tried.number("before.right") == 0 && tried.number("after.right") == 3)
            #expect(tried.text("verdict") == "proves")
            // Trying changes nothing.
            #expect(try await editor.get("/help/parcels-to-greenland").status == 404)

            let published = try await editor.post("/api/gaps/publish", try draft(id, text))
            #expect(published.status == 200 && published.number("revision") == 1)
            #expect(published.text("verdict.word") == "proves" && published.number("verdict.after") == 3)
            let done = try await editor.get("/api/gaps?state=published").rows("gaps")
            #expect(done.first?["article"] as? String == "parcels-to-greenland")
            #expect(try await editor.get("/api/gaps").rows("gaps").isEmpty)

            let index = server.baton.index
            #expect(index.current.articleCount == articles + 1)
            let visitor = try await server.visitor()
            try await visitor.resume("c-greenland-9")
            try await visitor.say(Self.questions[0], in: "c-greenland-9", id: "message-9")
            let said = try await visitor.next {
                $0.event?.type == "handed_off" || $0.event?.author?.kind == "assistant"
            }
            #expect(said.event?.type != "handed_off")

            // Whose words the article has taken over is known to an erasure.
            let store = server.baton.store
            let taken = try await store.phrasings(.taken, limit: 9)
            #expect(Set(taken.map(\.text)) == Set(Self.questions))
            let mine = try #require(taken.first)
            let known = try await store.conversation(mine.id.conversation, in: .system(reason: "test"))
            _ = try await Eraser(store: store, clock: SystemClock()).erase(try #require(known).visitor)
            let left = try await store.revision(mine.article)?.article.phrasings ?? []
            #expect(left.count == 2 && !left.contains(mine.text))
        }
    }

    @Test func `an unrelated text under a perfect title is found and not proven`() async throws {
        try await TestServer.run { server in
            try await failed(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try #require(try await gap(editor)["id"] as? String)
            let text = "To reset a password, open Profile and choose Security. A link lasts 30 minutes."
            let tried = try await editor.post("/api/gaps/try", try draft(id, text))
            #expect(tried.number("after.found") == 3 && tried.number("checked") == 3)
            #expect(tried.number("after.right") == 0 && tried.text("verdict") == "found")
            let otherwise = try await editor.post(
                "/api/gaps/try",
                try draft(id, "Parcels to Greenland take nine days and cost 55 euros."))
            let shown = otherwise.rows("questions").compactMap { $0["after"] as? [String: Any] }
            #expect(shown.allSatisfy { $0["text"] as? String == "otherwise" })
            let published = try await editor.post("/api/gaps/publish", try draft(id, text))
            #expect(published.text("verdict.word") == "found" && published.number("verdict.found") == 3)
            #expect(published.number("verdict.after") == 0 && published.number("verdict.checked") == 3)
        }
    }

    @Test func `a text that loses what the published one says asks first, and is worse`() async throws {
        try await TestServer.run { server in
            try await failed(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try #require(try await gap(editor)["id"] as? String)
            let text = "Parcels to Greenland take nine days and cost 40 euros."
            #expect(try await editor.post("/api/gaps/publish", try draft(id, text)).status == 200)
            let other = "To reset a password, open Profile. A link lasts 30 minutes."
            let asked = try await editor.post("/api/gaps/publish", try draft(id, other, revision: 1))
            #expect(asked.status == 409 && asked.rows("broken").count == 3)
            let accepted = try await editor.post(
                "/api/gaps/publish", try draft(id, other, revision: 1, acceptsBroken: true))
            #expect(accepted.text("verdict.word") == "worse" && accepted.number("verdict.before") == 3)
        }
    }

    @Test func `two editors never lose an edit, and what would break others asks first`() async throws {
        try await TestServer.run { server in
            try await failed(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try #require(try await gap(editor)["id"] as? String)
            let first = try await editor.post("/api/gaps/publish", try draft(id, "The first text."))
            #expect(first.number("revision") == 1)
            let second = try await editor.post("/api/gaps/publish", try draft(id, "The second text."))
            #expect(second.status == 409 && second.text("conflict.text")?.contains("The first text.") == true)
            let third = try await editor.post(
                "/api/gaps/publish", try draft(id, "The second text.", revision: 1))
            #expect(third.status == 200 && third.number("revision") == 2)
            let bad = try await editor.post("/api/gaps/publish", try draft(id, "", revision: 2))
            #expect(bad.status == 400 && bad.text("error")?.contains("no text") == true)
            let agent = try await server.console("Ann", role: "agent")
            #expect(try await agent.post("/api/gaps/publish", try draft(id, "x", revision: 2)).status == 403)
            #expect(try await agent.get("/api/gaps/gap?id=\(id)").status == 200)
            #expect(try await agent.get("/api/gaps/gap?id=gone").status == 404)
        }
    }

    @Test func `an editor names, splits, joins and dismisses gaps`() async throws {
        try await TestServer.run { server in
            try await failed(server)
            let editor = try await server.console("Eve", role: "editor")
            let id = try #require(try await gap(editor)["id"] as? String)
            let named = try await editor.post("/api/gaps/rename", #"{"gap":"\#(id)","name":"Greenland"}"#)
            #expect(named.text("gap.name") == "Greenland" && named.bool("gap.is_named") == true)
            let kind = try await editor.post("/api/gaps/kind", #"{"gap":"\#(id)","kind":"no_article"}"#)
            #expect(kind.text("gap.kind") == "no_article")
            let question = try #require(
                try await editor.get("/api/gaps/gap?id=\(id)").rows("questions").first?["id"] as? String)
            let split = try await editor.post(
                "/api/gaps/split", #"{"gap":"\#(id)","questions":["\#(question)"],"name":"Apart"}"#)
            let apart = try #require(split.text("gap.id"))
            #expect(split.number("gap.questions") == 1)
            // A run leaves what an editor did as it is.
            #expect(try await editor.post("/api/gaps/find", "{}").number("gaps") == 2)
            #expect(try await editor.get("/api/gaps").rows("gaps").count == 2)
            let joined = try await editor.post("/api/gaps/merge", #"{"gap":"\#(apart)","into":"\#(id)"}"#)
            #expect(joined.number("gap.questions") == 3 && joined.text("gap.id") == id)
            let dismissed = try await editor.post(
                "/api/gaps/dismiss", #"{"gap":"\#(id)","reason":"one_off"}"#)
            #expect(dismissed.text("gap.state") == "dismissed")
            #expect(try await editor.get("/api/gaps").rows("gaps").isEmpty)
            #expect(
                try await editor.post("/api/gaps/dismiss", #"{"gap":"\#(id)","reason":"no"}"#).status == 400)
            #expect(
                try await editor.post("/api/gaps/reopen", #"{"gap":"\#(id)"}"#).text("gap.state") == "open")
        }
    }

    @Test func `what a publication is tried on is corrected in one request`() async throws {
        try await TestServer.run { server in
            let editor = try await server.console("Eve", role: "editor")
            let agent = try await server.console("Ann", role: "agent")
            try await failed(server)
            let store = server.baton.store
            let one = try await eventually {
                try await store.escalations(since: Timestamp(milliseconds: 0), limit: 9).first?.id
            }
            func correct(_ who: ConsoleClient, _ article: String) async throws -> Int {
                try await who.post(
                    "/api/gaps/expectation", #"{"question":"\#(one.text)"\#(article)}"#
                ).status
            }
            #expect(try await correct(agent, "") == 403)
            #expect(try await correct(editor, #","article":"No Such Id!""#) == 400)
            #expect(try await editor.post("/api/gaps/expectation", #"{"question":"x"}"#).status == 400)
            #expect(try await correct(editor, #","article":"install""#) == 200)
            let said = try #require(try await store.expectations(limit: 9)[one])
            #expect(Expectation.corrected(["embed-widget"], by: said) == ["embed-widget", "install"])
            #expect(try await correct(editor, "") == 200)
            let all = try await store.expectations(limit: 9)[one] ?? []
            #expect(all.count == 2 && Expectation.corrected(["embed-widget"], by: all) == nil)
        }
    }

    @Test
    func `a publication that a crash cut off gets its verdict, and one that never went out is forgotten`()
        async throws
    {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            try await failed(server)
            let store = server.baton.store
            let gap = try await eventually {
                clock.advance(seconds: 2)
                return try await store.gaps(limit: 9).first
            }
            let article = Article(
                id: try #require(ArticleID("greenland")), title: "Greenland", markdown: "Nine days.",
                phrasings: [Self.questions[0], "how fast is a parcel"])
            let index = server.baton.index
            let revision = Revision(article: article, number: 1, updatedAtMilliseconds: 0)
            let ways = Replay.Ways(model: index.confidence, vectors: [:], threshold: { _ in 0.5 })
            let replay = Replay(
                [], regression: [], before: index.current, trial: try await index.trial(revision), in: ways)
            let verdict = Verdict(replay, at: clock.now())
            let intent = Gap.Publishing(
                article: article.id, basis: 0, contentHash: article.contentHash, verdict: verdict)
            let book = GapBook(escalations: store, gaps: store, clock: clock, newID: { GapID(of: "new") })
            func isSettled() async throws -> Bool { try await store.gap(gap.id)?.publishing == nil }

            _ = try await book.edit(gap.id, .publishing(intent))
            #expect(try await isSettled() == false)
            try await clock.advanceUntil(secondsMax: 600) { try await isSettled() }
            #expect(try await store.gap(gap.id)?.state == .open)

            _ = try await book.edit(gap.id, .publishing(intent))
            _ = try await store.publish(
                Publication([article], source: .console), atMilliseconds: clock.now().milliseconds)
            try await clock.advanceUntil(secondsMax: 600) { try await isSettled() }
            let settled = try #require(try await store.gap(gap.id))
            #expect(settled.state == .published && settled.article == article.id)
            #expect(settled.revision == 1 && settled.verdict == verdict)
            // Whose words went out with it, an erasure must know.
            #expect(try await store.phrasings(.taken, limit: 9).map(\.text) == [Self.questions[0]])
        }
    }
}
