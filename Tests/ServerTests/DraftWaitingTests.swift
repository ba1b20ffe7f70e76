import BatonServer
import BatonTesting
import Conversations
import Foundation
import Identity
import Knowledge
import Learning
import Storage
import Testing

/// Drafts that wait: for a colleague who approves them, and for the time at which they go out.
@Suite(.timeLimit(.minutes(2)))
struct DraftWaitingTests {
    private static let text = "Parcels to Greenland take nine days and cost 40 euros."
    private static let review = ["--article-review", "on"]
    private let loop = LoopTests()

    /// A gap with an editor who may write for it.
    private func open(_ server: TestServer) async throws -> (editor: ConsoleClient, gap: String) {
        try await loop.failed(server)
        let editor = try await server.console("Eve", role: "editor")
        return (editor, try #require(try await loop.gap(editor)["id"] as? String))
    }

    private func draft(
        _ gap: String, _ text: String = text, revision: Int? = nil, at moment: Timestamp? = nil
    ) throws -> String {
        let body = try loop.draft(gap, text, revision: revision)
        guard let moment else { return body }
        return String(body.dropLast()) + #","publish_at":\#(moment.milliseconds)}"#
    }

    /// What waits on the gap.
    private func waiting(_ client: ConsoleClient, _ gap: String) async throws -> ConsoleClient.Answer {
        try await client.get("/api/gaps/gap?id=\(gap)")
    }

    private func step(_ gap: String, _ draft: String, _ more: String = "") -> String {
        #"{"gap":"\#(gap)","draft":"\#(draft)"\#(more)}"#
    }

    @Test func `with a second review nothing goes out before a colleague has approved it`() async throws {
        try await TestServer.run(flags: Self.review) { server in
            let (eve, gap) = try await open(server)
            let bob = try await server.console("Rob", role: "editor")
            let ann = try await server.console("Ann", role: "agent")
            #expect(try await eve.get("/api/gaps/outline?id=\(gap)").bool("needs_review") == true)
            #expect(try await eve.post("/api/gaps/publish", try draft(gap)).status == 409)
            #expect(try await eve.post("/api/gaps/submit", try draft(gap)).bool("waits") == true)
            let asked = try await waiting(bob, gap)
            #expect(asked.text("gap.draft.stage") == "review" && asked.text("gap.draft.author.name") == "Eve")
            #expect(try await bob.get("/api/gaps?state=drafts").rows("gaps").count == 1)
            let id = try #require(asked.text("gap.draft.id"))
            let read = try await bob.get("/api/gaps/draft?id=\(gap)")
            #expect(read.text("text.text") == Self.text && read.text("draft.verdict.word") == "proves")
            #expect(try await ann.get("/api/gaps/draft?id=\(gap)").status == 403)
            // What waits is neither dismissed nor merged away.
            let dismissal = #"{"gap":"\#(gap)","reason":"one_off"}"#
            #expect(try await eve.post("/api/gaps/dismiss", dismissal).status == 409)
            #expect(try await eve.post("/api/gaps/approve", step(gap, id)).status == 403)
            #expect(try await ann.post("/api/gaps/approve", step(gap, id)).status == 403)
            let approved = try await bob.post("/api/gaps/approve", step(gap, id))
            #expect(approved.status == 200 && approved.text("verdict.word") == "proves")
            let done = try await waiting(bob, gap)
            #expect(done.text("gap.state") == "published" && done.text("gap.draft.id") == nil)
            #expect(try await bob.post("/api/gaps/approve", step(gap, id)).status == 409)
            let actions = try await server.baton.store.entries(before: nil, limit: 50).map(\.entry.action)
            #expect(actions.contains(.reviewAsked) && actions.contains(.draftApproved))
        }
    }

    @Test func `an edit takes the request back, and a word sends it back`() async throws {
        try await TestServer.run(flags: Self.review) { server in
            let (eve, gap) = try await open(server)
            let bob = try await server.console("Rob", role: "editor")
            _ = try await eve.post("/api/gaps/submit", try draft(gap))
            let first = try #require(try await waiting(eve, gap).text("gap.draft.id"))
            #expect(try await eve.post("/api/gaps/withdraw", step(gap, first)).status == 200)
            #expect(try await bob.post("/api/gaps/approve", step(gap, first)).status == 409)
            _ = try await eve.post("/api/gaps/submit", try draft(gap, Self.text + " Insured."))
            let second = try #require(try await waiting(eve, gap).text("gap.draft.id"))
            #expect(first != second)
            // Whoever read the first text approves nothing else.
            #expect(try await bob.post("/api/gaps/approve", step(gap, first)).status == 409)
            #expect(
                try await bob.post("/api/gaps/send_back", step(gap, second, #","word":" ""#)).status == 400)
            let word = #","word":"Say how it is insured.""#
            #expect(try await bob.post("/api/gaps/send_back", step(gap, second, word)).status == 200)
            let back = try await waiting(eve, gap)
            #expect(back.text("gap.draft.stage") == "sent_back")
            #expect(back.text("gap.draft.word") == "Say how it is insured.")
            #expect(try await eve.get("/help/parcels-to-greenland").status == 404)
            // Somebody who asks for their words to be erased is in no draft either.
            let store = server.baton.store
            let one = try #require(
                try await store.escalations(since: Timestamp(milliseconds: 0), limit: 1).first)
            let known = try await store.conversation(one.escalation.conversation, in: .system(reason: "test"))
            let report = try await Eraser(store: store, clock: SystemClock()).erase(
                try #require(known).visitor)
            #expect(report.drafts == ["parcels-to-greenland"])
            let left = try await eve.get("/api/gaps/draft?id=\(gap)").strings("text.phrasings")
            #expect(left.count == 2)
        }
    }

    @Test func `what is scheduled goes out at its time, and can be cancelled`() async throws {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let (eve, gap) = try await open(server)
            let time = clock.now().advanced(bySeconds: 600)
            let past = try draft(gap, at: clock.now().advanced(bySeconds: -1))
            #expect(try await eve.post("/api/gaps/submit", past).status == 400)
            #expect(try await eve.post("/api/gaps/submit", try draft(gap, at: time)).bool("waits") == true)
            let first = try await waiting(eve, gap)
            #expect(first.text("gap.draft.stage") == "scheduled" && first.text("gap.state") == "open")
            let cancelled = step(gap, try #require(first.text("gap.draft.id")))
            #expect(try await eve.post("/api/gaps/withdraw", cancelled).status == 200)
            _ = try await eve.post("/api/gaps/submit", try draft(gap, at: time))
            let store = server.baton.store
            let article = try #require(ArticleID("parcels-to-greenland"))
            func isOut() async throws -> Bool { try await store.revision(article) != nil }
            while clock.now() < time {
                #expect(try await !isOut())
                clock.advance(seconds: 100)
            }
            try await clock.advanceUntil(secondsMax: 120) { try await isOut() }
            let settled = try await eventually {
                let gap = try await store.gaps(limit: 9).first { $0.state == .published }
                return gap?.publishing == nil ? gap : nil
            }
            #expect(settled.draft == nil && settled.revision == 1 && settled.verdict?.word == .proves)
            // The log is written last.
            let actions = try await eventually {
                let actions = try await store.entries(before: nil, limit: 50).map(\.entry.action)
                return actions.contains(.articlePublished) ? actions : nil
            }
            #expect(actions.count { $0 == .articlePublished } == 1 && actions.contains(.draftWithdrawn))
        }
    }

    @Test func `a time that passed while the server was down is made up for`() async throws {
        let clock = ManualClock()
        let folder = FileManager.default.temporaryDirectory.appending(path: "waiting-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = StoreLocation.file(folder.appending(path: "baton.db").path)
        func adjust(_ surroundings: inout Baton.Surroundings) {
            surroundings.clock = clock
            surroundings.location = place
        }
        try await TestServer.run(flags: ["--data", folder.path], adjust: adjust) { server in
            let (eve, gap) = try await open(server)
            let time = clock.now().advanced(bySeconds: 600)
            #expect(try await eve.post("/api/gaps/submit", try draft(gap, at: time)).bool("waits") == true)
        }
        clock.advance(seconds: 3 * 86_400)
        try await TestServer.run(flags: ["--data", folder.path], adjust: adjust) { server in
            let store = server.baton.store
            try await clock.advanceUntil(secondsMax: 120) {
                try await store.gaps(limit: 9).contains { $0.state == .published && $0.draft == nil }
            }
            #expect(try await store.revision(try #require(ArticleID("parcels-to-greenland")))?.number == 1)
        }
    }

    @Test func `an article that was changed meanwhile does not go out, and the gap says so`() async throws {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let (eve, gap) = try await open(server)
            #expect(try await eve.post("/api/gaps/publish", try draft(gap)).number("revision") == 1)
            let time = clock.now().advanced(bySeconds: 300)
            let later = try draft(gap, "\(Self.text) At weekends too.", revision: 1, at: time)
            #expect(try await eve.post("/api/gaps/submit", later).bool("waits") == true)
            let now = try draft(gap, "\(Self.text) In winter too.", revision: 1)
            #expect(try await eve.post("/api/gaps/publish", now).number("revision") == 2)
            let store = server.baton.store
            try await clock.advanceUntil(secondsMax: 600) {
                try await store.gaps(limit: 9).contains { $0.draft?.stage == .stopped }
            }
            let stopped = try await waiting(eve, gap)
            #expect(stopped.text("gap.draft.obstacle") == "changed" && stopped.number("gap.revision") == 2)
            try await clock.advanceUntil(secondsMax: 60) {
                try await store.gaps(limit: 9).contains {
                    $0.notices?.contains { $0.word == .stopped } == true
                }
            }
            let stops = try await eventually {
                let actions = try await store.entries(before: nil, limit: 50).map(\.entry.action)
                let stops = actions.count { $0 == .publicationStopped }
                return stops > 0 ? stops : nil
            }
            #expect(stops == 1)
        }
    }

    @Test func `with a second review a schedule needs an approval too, also one of before`() async throws {
        let clock = ManualClock()
        try await TestServer.run(adjust: { $0.clock = clock }) { server in
            let (eve, gap) = try await open(server)
            let root = try await server.console("Root")
            let time = clock.now().advanced(bySeconds: 300)
            #expect(try await eve.post("/api/gaps/submit", try draft(gap, at: time)).bool("waits") == true)
            #expect(try await root.set(#"{"article_review":"on"}"#).status == 200)
            let store = server.baton.store
            try await clock.advanceUntil(secondsMax: 600) {
                try await store.gaps(limit: 9).contains { $0.draft?.stage == .review }
            }
            let id = try #require(try await waiting(root, gap).text("gap.draft.id"))
            #expect(try await eve.post("/api/gaps/approve", step(gap, id)).status == 403)
            // Its time has passed: it goes out at once.
            #expect(try await root.post("/api/gaps/approve", step(gap, id)).number("revision") == 1)
        }
    }
}
