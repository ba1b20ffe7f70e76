import Conversations
package import Identity
package import Knowledge
package import Learning

/// What an editor wrote for a gap, before it is published.
package struct ArticleDraft: Sendable {
    package let gap: GapID
    package let article: Article
    /// The revision that it was made from; 0 for a new article.
    package let basis: Int

    package init(gap: GapID, article: Article, basis: Int) {
        (self.gap, self.article, self.basis) = (gap, article, basis)
    }
}

/// What became of a draft.
package enum DraftOutcome: Sendable {
    case published(article: ArticleID, revision: Int, Verdict)
    /// Somebody published another text meanwhile.
    case conflict(Revision?)
    /// It breaks questions that were answered well.
    case breaks([Replay.Pair])
    case unknownGap
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
    func revision(_ article: ArticleID) async throws -> Revision?
    func replay(_ draft: ArticleDraft) async throws -> Replay?
    func publish(
        _ draft: ArticleDraft, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome
}
