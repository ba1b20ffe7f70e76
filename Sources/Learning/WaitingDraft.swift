package import Conversations
package import Knowledge

/// A draft that waits on its gap: for a colleague, for its time, or for whoever goes on with it.
package struct WaitingDraft: Hashable, Sendable, Codable {
    package enum Stage: String, Hashable, Sendable, Codable, CaseIterable {
        /// A colleague reads it.
        case review
        /// It goes out at `publishAt`.
        case scheduled
        /// A colleague wants it changed, and said what.
        case sentBack = "sent_back"
        /// Somebody took it back.
        case withdrawn
        /// Its time came, and it did not go out.
        case stopped
    }

    /// Why it did not go out at its time.
    package enum Obstacle: String, Hashable, Sendable, Codable, CaseIterable {
        /// It would have broken questions that nobody had accepted to break.
        case breaks
        /// Somebody changed the article after the draft was made.
        case changed
    }

    /// Somebody of the team, with the name of then.
    package struct Person: Hashable, Sendable, Codable {
        package let id: String
        package let name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// On all gaps at once that wait for a colleague or for their time; a text each, read with its gap.
    package static let waitingMax = 50
    package static let wordCharactersMax = 1_000
    /// One may be scheduled so far ahead.
    package static let daysAheadMax = 366
    /// What nobody goes on with for so long is gone, as drafts in a browser are: it may hold words of people.
    package static let keptDays = 60

    /// Names this very text: an approval of another one is none.
    package let id: String
    package internal(set) var text: DraftText
    /// The revision that it was made from; 0 for a new article.
    package let basis: Int
    package let author: Person
    package let askedAt: Timestamp
    /// Of the replay when it was asked for.
    package let verdict: Verdict
    /// Questions that it may break: whoever asked, or approved, saw them.
    package internal(set) var accepted: Set<String>
    /// When it goes out; `nil` for at once.
    package let publishAt: Timestamp?
    package internal(set) var stage: Stage
    /// Since when it is at that stage, and by whom; `nil` by the program.
    package internal(set) var at: Timestamp
    package internal(set) var by: Person?
    /// Who let it go out.
    package internal(set) var approvedBy: Person?
    /// What a colleague wants changed.
    package internal(set) var word: String?
    package internal(set) var obstacle: Obstacle?

    /// - Parameter needsReview: a colleague reads it first; otherwise it waits for `publishAt`.
    package init(
        id: String, _ article: Article, basis: Int, by author: Person, at: Timestamp, verdict: Verdict,
        accepted: Set<String>, publishAt: Timestamp?, needsReview: Bool
    ) {
        (self.id, self.basis, self.author, self.verdict) = (id, basis, author, verdict)
        (self.accepted, self.publishAt) = (accepted, publishAt)
        text = DraftText(article)
        stage = needsReview ? .review : .scheduled
        (askedAt, self.at, by) = (at, at, author)
    }

    package var article: Article { text.article }
    /// Whether somebody, or the clock, is still to act on it.
    package var isWaiting: Bool { stage == .review || stage == .scheduled }

    /// Whether it is time to publish it.
    package func isDue(at now: Timestamp) -> Bool {
        stage == .scheduled && publishAt.map { $0 <= now } ?? false
    }

    /// Whether nobody has gone on with it for `keptDays`.
    package func isForgotten(at now: Timestamp) -> Bool {
        !isWaiting && now.seconds(since: at) > Self.keptDays * 86_400
    }
}

/// An article's fields as they are kept with a gap.
package struct DraftText: Hashable, Sendable, Codable {
    package let article: Article

    init(_ article: Article) { self.article = article }

    private enum CodingKeys: String, CodingKey {
        case id, title, area, language, audience, markdown, translationOf, phrasings, sourceURL
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        article = Article(
            id: try fields.decode(ArticleID.self, forKey: .id),
            title: try fields.decode(String.self, forKey: .title),
            productArea: try fields.decodeIfPresent(String.self, forKey: .area),
            language: try fields.decode(String.self, forKey: .language),
            audience: try fields.decode(Audience.self, forKey: .audience),
            markdown: try fields.decode(String.self, forKey: .markdown),
            translationOf: try fields.decodeIfPresent(ArticleID.self, forKey: .translationOf),
            phrasings: try fields.decode([String].self, forKey: .phrasings),
            sourceURL: try fields.decodeIfPresent(String.self, forKey: .sourceURL))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(article.id, forKey: .id)
        try fields.encode(article.title, forKey: .title)
        try fields.encodeIfPresent(article.productArea, forKey: .area)
        try fields.encode(article.language, forKey: .language)
        try fields.encode(article.audience, forKey: .audience)
        try fields.encode(article.markdown, forKey: .markdown)
        try fields.encodeIfPresent(article.translationOf, forKey: .translationOf)
        try fields.encode(article.phrasings, forKey: .phrasings)
        try fields.encodeIfPresent(article.sourceURL, forKey: .sourceURL)
    }
}
