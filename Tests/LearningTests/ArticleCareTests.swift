import Conversations
import Knowledge
import Learning
import Testing

/// Which articles an editor should look at.
@Suite struct ArticleCareTests {
    private static let now = Timestamp(milliseconds: 1_795_339_200_000)

    private static func state(_ name: String, days: Int, isRemoved: Bool = false) throws -> ArticleState {
        let at = now.advanced(bySeconds: -days * 86_400).milliseconds
        return ArticleState(
            id: try #require(ArticleID(name)), title: name, audience: .everyone, revision: 1,
            contentHash: "hash", source: .file, updatedAtMilliseconds: at, lastImport: nil,
            removedAtMilliseconds: isRemoved ? at : nil)
    }

    @Test func `an article that nobody reached for 90 days is named, a young or removed one is not`() throws {
        let states = [
            try Self.state("old", days: 100), try Self.state("young", days: 10),
            try Self.state("gone", days: 100, isRemoved: true), try Self.state("read", days: 100),
        ]
        let found = ArticleCare.of(states, [], asked: ["read": 120], now: Self.now)
        #expect(found.map(\.article) == ["old"] && found.first?.why == .unreached)
        // Where hardly anything is asked, nothing can be said.
        #expect(ArticleCare.of(states, [], asked: ["read": 20], now: Self.now).isEmpty)
    }

    /// A question that was answered from an article, and what showed that it did not help.
    private static func failed(_ number: Int, _ cause: Escalation.Cause, answered: Bool = true) -> Escalation
    {
        let decision = Decision(
            question: [id("message-1")], outcome: .answer, snapshot: "abc",
            candidates: [.init(article: "young", revision: 1, passage: 0, score: 9, coverage: 1)])
        var one = Escalation(decision, conversation: id("conversation-\(number)"), seq: 1, at: now)
        one.causes = [cause]
        if answered { one.answer = id("answer-01") }
        return one
    }

    @Test func `an article that is shown and often does not help comes first, with its counts`() throws {
        let states = [try Self.state("old", days: 100), try Self.state("young", days: 10)]
        let bad = [Self.failed(1, .rating), Self.failed(2, .report), Self.failed(3, .repeated)]
        let found = ArticleCare.of(states, bad, asked: ["young": 10, "read": 120], now: Self.now)
        #expect(found.map(\.article) == ["young", "old"] && found.first?.why == .unhelpful)
        #expect(found.first?.failed == 3 && found.first?.asked == 10)
        // Three of thirty are few, and what was only handed over was never shown.
        #expect(ArticleCare.of(states, bad, asked: ["young": 30], now: Self.now).isEmpty)
        let unseen = (1...3).map { Self.failed($0, .handedOver, answered: false) }
        #expect(ArticleCare.of(states, unseen, asked: ["young": 3], now: Self.now).isEmpty)
    }
}
