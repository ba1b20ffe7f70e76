import Conversations
import Foundation
import Knowledge
import Learning
import Testing

/// A draft that waits on its gap: who may do what with it, and what is said of it.
@Suite struct WaitingDraftTests {
    private static let now = Timestamp(milliseconds: 1_795_339_200_000)
    private static let eve = WaitingDraft.Person(id: "user-eve", name: "Eve")
    private static let bob = WaitingDraft.Person(id: "user-bob", name: "Bob")

    private static func verdict() throws -> Verdict {
        let text = """
            {"word":"proves","questions":3,"before":0,"after":3,"tried":0,"broken":0,"at":\(now.milliseconds)}
            """
        return try JSONDecoder().decode(Verdict.self, from: Data(text.utf8))
    }

    private static func draft(
        _ name: String = "draft-1", publishAt: Timestamp? = nil, needsReview: Bool = true
    ) throws -> WaitingDraft {
        let article = Article(
            id: try #require(ArticleID("greenland")), title: "Greenland", productArea: "parcels",
            markdown: "Nine days.", phrasings: ["to Greenland?", "Send a parcel to Greenland"])
        return WaitingDraft(
            id: name, article, basis: 2, by: eve, at: now, verdict: try verdict(), accepted: ["question-1"],
            publishAt: publishAt, needsReview: needsReview)
    }

    private static func refusal(_ step: WaitingDraft.Step, on draft: WaitingDraft?) -> WaitingDraft.Refusal? {
        do throws(WaitingDraft.Refusal) {
            _ = try WaitingDraft.after(step, on: draft, at: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `nobody approves their own draft, nor one that was changed since it was read`() throws {
        let draft = try Self.draft()
        #expect(Self.refusal(.approve("draft-1", by: Self.eve, accepting: []), on: draft) == .own)
        #expect(Self.refusal(.approve("draft-0", by: Self.bob, accepting: []), on: draft) == .gone)
        #expect(Self.refusal(.approve("draft-1", by: Self.bob, accepting: []), on: nil) == .gone)
        let taken = try #require(
            try WaitingDraft.after(.withdraw("draft-1", by: Self.eve), on: draft, at: Self.now))
        #expect(taken.stage == .withdrawn && !taken.isWaiting)
        #expect(Self.refusal(.approve("draft-1", by: Self.bob, accepting: []), on: taken) == .gone)
    }

    @Test func `what is approved keeps who did, what it may break, and its time`() throws {
        let time = Self.now.advanced(bySeconds: 60)
        let approved = try #require(
            try WaitingDraft.after(
                .approve("draft-1", by: Self.bob, accepting: ["question-2"]),
                on: try Self.draft(publishAt: time), at: Self.now))
        #expect(approved.stage == .scheduled && approved.approvedBy == Self.bob)
        #expect(approved.accepted == ["question-1", "question-2"])
        #expect(!approved.isDue(at: Self.now) && approved.isDue(at: time))
        // The setting may ask for a colleague once more: then the first approval is none.
        let again = try WaitingDraft.after(.demandReview("draft-1"), on: approved, at: time)
        #expect(again?.stage == .review && again?.approvedBy == nil && again?.isDue(at: time) == false)
        let stopped = try WaitingDraft.after(.stop("draft-1", .changed), on: approved, at: time)
        #expect(stopped?.stage == .stopped && stopped?.obstacle == .changed)
    }

    @Test func `what was sent back says why, and goes when nobody goes on with it`() throws {
        let back = try #require(
            try WaitingDraft.after(
                .sendBack("draft-1", by: Self.bob, word: "Say what it costs."), on: try Self.draft(),
                at: Self.now))
        #expect(back.stage == .sentBack && back.word == "Say what it costs." && back.by == Self.bob)
        let late = Self.now.advanced(bySeconds: (WaitingDraft.keptDays + 1) * 86_400)
        #expect(back.isForgotten(at: late) && !back.isForgotten(at: Self.now))
        // What waits is never forgotten.
        #expect(try !Self.draft().isForgotten(at: late))
    }

    @Test func `a draft survives its row, and loses a person's words`() throws {
        let draft = try Self.draft(publishAt: Self.now)
        let row = try JSONEncoder().encode(draft)
        #expect(try JSONDecoder().decode(WaitingDraft.self, from: row) == draft)
        let redacted = try WaitingDraft.after(
            .redact("draft-1", ["send a parcel to greenland"]), on: draft, at: Self.now)
        #expect(redacted?.article.phrasings == ["to Greenland?"] && redacted?.stage == .review)
    }

    @Test func `colleagues are told once that a draft waits`() throws {
        var row: [String: Any] = [
            "id": GapID(of: "one").value, "openedAt": Self.now.milliseconds,
            "changedAt": Self.now.milliseconds, "terms": [String](), "state": "published",
        ]
        row["draft"] = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(try Self.draft()))
        let gap = try JSONDecoder().decode(Gap.self, from: JSONSerialization.data(withJSONObject: row))
        let told = GapNotices.due([gap], moments: [:], at: Self.now)
        #expect(told.first?.notices?.map(\.word) == [.review])
        #expect(GapNotices.due(told, moments: [:], at: Self.now.advanced(bySeconds: 60)).isEmpty)
        // Three days later it is no news.
        #expect(GapNotices.due([gap], moments: [:], at: Self.now.advanced(bySeconds: 3 * 86_400)).isEmpty)
    }
}
