package import Conversations
import Identity
import Knowledge
import Learning
package import Storage

/// Takes a person's words, or words that are older than they are kept, out of everything that Baton has.
package struct Eraser: Sendable {
    static let visitorsMax = 100
    /// Conversations of one look; the next look goes on.
    static let conversationsMax = 100
    /// Somebody writes in the conversation at the same time.
    static let attemptsMax = 8
    /// Looks of one night, so that a first night with a long past does not hold up others' writes for hours.
    static let looksMax = 200

    /// What was done, and what people have to look at.
    package struct Report: Sendable {
        package var conversations = 0
        package var erased = Erased()
        package var profiles = 0
        package var phrasings = 0
        /// Articles that were written from what people answered in these conversations.
        package var articles = Set<String>()
        /// Drafts on gaps that were.
        package var drafts = Set<String>()
    }

    private let store: Store
    private let clock: any WallClock

    package init(store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    package func visitors(of person: String) async throws -> [FoundVisitor] {
        try await store.visitors(of: person, limit: Self.visitorsMax)
    }

    /// All of one visitor. What was done stays done when it is cut off; doing it again goes on.
    package func erase(_ visitor: VisitorID) async throws -> Report {
        var report = Report()
        while true {
            let found = try await store.conversationsWithWords(of: visitor, limit: Self.conversationsMax)
            guard !found.isEmpty else { break }
            for id in found { try await erase(id, why: .person, &report) }
        }
        // A yes that was said where there were no words any more goes too.
        if let consent = try await store.consent(of: visitor) {
            _ = try await words(of: consent.conversation, .person, attempts: Self.attemptsMax)
        }
        report.profiles = try await store.eraseProfile(of: visitor)
        return report
    }

    /// All conversations in which nothing happened for so many days.
    package func erase(olderThanDays days: Int) async throws -> Report {
        var report = Report()
        let moment = clock.now().advanced(bySeconds: -days * 86_400)
        for _ in 0..<Self.looksMax {
            let found = try await store.conversationsWithWords(before: moment, limit: Self.conversationsMax)
            guard !found.isEmpty else { break }
            for id in found { try await erase(id, why: .age, &report) }
        }
        return report
    }

    /// Articles first: what was made of words is found by them.
    private func erase(
        _ id: ConversationID, why: EventBody.Redaction, _ report: inout Report
    ) async throws {
        let taken = try await store.phrasingsTaken(from: id)
        for (article, phrasings) in Dictionary(grouping: taken, by: \.article) {
            let texts = phrasings.map(\.text)
            try await remove(texts, from: article)
            try await store.eraseFromRevisions(texts, of: article.value)
            report.phrasings += texts.count
        }
        for gap in try await store.gaps(touching: id) {
            if let article = gap.article?.value { report.articles.insert(article) }
            guard let draft = gap.draft else { continue }
            report.drafts.insert(draft.article.id.value)
            try await redact(draft, of: gap.id, from: id)
        }
        report.erased += try await words(of: id, why, attempts: Self.attemptsMax)
        report.conversations += 1
    }

    /// Takes what was asked in a conversation out of the phrasings of a draft that waits.
    private func redact(_ draft: WaitingDraft, of gap: GapID, from id: ConversationID) async throws {
        let reader = EscalationReader(store)
        var texts: [String] = []
        for filed in try await store.escalations(of: gap, limit: GapRoomDesk.questionsMax)
        where filed.escalation.conversation == id {
            if let text = try await reader.story(filed).text { texts.append(text) }
        }
        let book = GapBook(escalations: store, gaps: store, clock: clock, newID: { gap })
        _ = try await book.edit(gap, .draft(.redact(draft.id, texts)))
    }

    private func words(
        of id: ConversationID, _ why: EventBody.Redaction, attempts: Int
    ) async throws(JournalError) -> Erased {
        do {
            return try await store.erase(id, why: why, at: clock.now())
        } catch {
            guard error == .conflict, attempts > 1 else { throw error }
        }
        return try await words(of: id, why, attempts: attempts - 1)
    }

    private func remove(_ texts: [String], from article: ArticleID) async throws {
        for _ in 1...Self.attemptsMax {
            guard let revision = try await store.revision(article),
                let without = PhrasingRule.removing(texts, from: revision.article)
            else { return }
            let report = try await store.publish(
                Publication([without], source: .console, expecting: [article: revision.number]),
                atMilliseconds: clock.now().milliseconds)
            if report.conflicts.isEmpty { return }
        }
    }
}
