package import Conversations
package import Identity
package import Knowledge
package import Learning

/// What an editor wrote for a gap, before it is published.
package struct ArticleDraft: Sendable {
    package let gap: GapID
    package let article: Article
    /// The revision that it was made from; 0 for a new article.
    package let basis: Int
    /// The earlier revision that it goes back to; `nil` for a text of its own.
    package var reverts: Int?
    /// The draft that waited, where it is published as it was.
    package var waited: String?

    package init(gap: GapID, article: Article, basis: Int, reverts: Int? = nil) {
        (self.gap, self.article, self.basis, self.reverts) = (gap, article, basis, reverts)
    }
}

/// An article that an editor wants to take away.
package struct ArticleRemoval: Sendable {
    package let gap: GapID
    package let article: ArticleID
    /// The revision that the editor saw.
    package let basis: Int
}

/// What became of a draft.
package enum DraftOutcome: Sendable {
    case published(article: ArticleID, revision: Int, Verdict)
    case removed(ArticleID)
    /// Somebody published another text meanwhile, or took the article away: `nil`.
    case conflict(Revision?)
    /// It breaks questions that were answered well.
    case breaks([Replay.Pair])
    /// It waits for a colleague, or for its time.
    case waits
    case refused(WaitingDraft.Refusal)
    case unknownGap
}

/// The article was taken away while a draft of it was tried.
package struct ArticleGone: Error, Hashable, Sendable {
    package init() {}
}

/// What an editor starts from.
package struct DraftStart: Sendable {
    package struct Related: Sendable {
        package let article: String
        package let title: String
        package let excerpt: String
        package let score: Double

        package init(article: String, title: String, excerpt: String, score: Double) {
            self.article = article
            self.title = title
            self.excerpt = excerpt
            self.score = score
        }
    }

    package let outline: Outline
    /// A free id for the new article.
    package let article: ArticleID
    package let area: String?
    package let evidence: [EscalationStory]
    package let related: [Related]

    package init(
        outline: Outline, article: ArticleID, area: String?, evidence: [EscalationStory], related: [Related]
    ) {
        self.outline = outline
        self.article = article
        self.area = area
        self.evidence = evidence
        self.related = related
    }
}

/// Who knows the gaps, and publishes what editors write for them.
package protocol GapDesk: Sendable {
    /// The dearest first.
    func gaps() async throws -> [GapBook.Entry]
    /// The words of a gap's questions, the newest first.
    func stories(of gap: GapID, limit: Int) async throws -> [EscalationStory]
    func story(of question: EscalationID) async throws -> EscalationStory?
    func edit(_ gap: GapID, _ edit: GapBook.Edit, by actor: AuditActor) async throws -> GapBook.Change
    /// Finds all gaps anew; how many there are then.
    func find() async throws -> Int
    func start(of gap: GapID) async throws -> DraftStart?
    /// Whether there is a model that writes drafts.
    func writesDrafts() async -> Bool
    /// The text of an article from what people answered; `nil` for an unknown gap.
    func write(for gap: GapID, language: String) async throws -> Result<WrittenDraft, NoDraft>?
    func revision(_ article: ArticleID) async throws -> Revision?
    /// Articles that are shown without helping, or that nobody reaches.
    func articlesToCareFor() async throws -> [ArticleCare]
    /// A step of a comparison of all articles with each other; `nil` begins.
    func libraryComparison(after last: ArticleID?) async throws -> LibraryComparison
    /// Published passages that say the same as a draft, or may contradict it.
    func resemblances(of article: Article) async -> [Resemblance]
    /// The latest first, also of an article that was removed.
    func revisions(of article: ArticleID, limit: Int) async throws -> [Revision]
    func revision(_ article: ArticleID, number: Int) async throws -> Revision?
    /// With which the revisions of an article went out, as far as gaps know it.
    func verdicts(on article: ArticleID) async throws -> [Int: Verdict]
    func remove(
        _ removal: ArticleRemoval, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome
    func replay(_ draft: ArticleDraft) async throws -> Replay?
    /// What having the model answer the gap's questions takes; `nil` without a model, or where the gate lets
    /// none through.
    func rehearsal(of draft: ArticleDraft) async throws -> RehearsalPlan?
    /// What the Assistant would say to one of them; `nil` for a question that is not there any more.
    func rehearse(_ draft: ArticleDraft, _ question: EscalationID) async throws -> Rehearsed?
    /// Corrects what publications are tried on.
    func expect(
        _ question: EscalationID, answeredBy article: ArticleID?, by actor: AuditActor) async throws
    func publish(
        _ draft: ArticleDraft, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome
    /// Whether somebody else approves what is written before it is published.
    func needsReview() async -> Bool
    /// Has a draft wait for a colleague where one has to approve it, and for its time where one is given.
    func submit(
        _ draft: ArticleDraft, publishAt: Timestamp?, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome
    /// Publishes what a colleague asked to, or lets it go out at its time.
    func approve(
        _ draft: String, of gap: GapID, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome
}
