/// All that went into one decision of the Assistant, by reference: enough to replay it, and no customer text.
package struct Decision: Hashable, Sendable, Codable {
    package enum Outcome: String, Sendable, Hashable, Codable {
        case answer
        /// A greeting or thanks, answered in kind.
        case courtesy
        case handOff = "hand_off"
    }

    /// A passage that was considered.
    package struct Candidate: Hashable, Sendable, Codable {
        package let article: String
        package let revision: Int
        package let passage: Int
        /// Raw BM25 with boosts; higher is better, no upper bound.
        package let score: Double
        /// Idf-weighted share of the question's terms that the passage holds, 0...1.
        package let coverage: Double

        package init(article: String, revision: Int, passage: Int, score: Double, coverage: Double) {
            self.article = article
            self.revision = revision
            self.passage = passage
            self.score = score
            self.coverage = coverage
        }
    }

    package static let candidatesMax = 8

    /// The messages that made up the question.
    package let question: [MessageID]
    package let outcome: Outcome
    package let reason: HandoffReason?
    /// The index snapshot that was searched; empty when nothing was.
    package let snapshot: String
    package let answerer: String
    package let candidates: [Candidate]
    /// Each measured feature and each threshold that it was held against, by name.
    package let measures: [String: Double]

    package init(
        question: [MessageID], outcome: Outcome, reason: HandoffReason? = nil, snapshot: String = "",
        answerer: String = "", candidates: [Candidate] = [], measures: [String: Double] = [:]
    ) {
        self.question = question
        self.outcome = outcome
        self.reason = reason
        self.snapshot = snapshot
        self.answerer = answerer
        self.candidates = Array(candidates.prefix(Self.candidatesMax))
        self.measures = measures
    }
}

/// An answer's pointer to a passage. It quotes the knowledge base only, never a person.
package struct Citation: Hashable, Sendable, Codable {
    package let article: String
    package let revision: Int
    package let passage: Int
    package let title: String
    package let anchor: String?
    package let excerpt: String

    package init(
        article: String, revision: Int, passage: Int, title: String, anchor: String?, excerpt: String
    ) {
        self.article = article
        self.revision = revision
        self.passage = passage
        self.title = title
        self.anchor = anchor
        self.excerpt = excerpt
    }
}
