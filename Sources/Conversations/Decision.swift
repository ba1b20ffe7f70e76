/// All that went into one decision of the Assistant, by reference: enough to replay it, and no customer text.
package struct Decision: Hashable, Sendable, Codable {
    package enum Outcome: String, Sendable, Hashable, Codable {
        case answer
        /// A greeting or thanks, answered in kind.
        case courtesy
        /// The visitor is asked which of two articles is meant.
        case clarify
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

    /// What became of the sentences of a draft, each of which was checked before it was shown.
    package struct Checks: Hashable, Sendable, Codable {
        /// Why a sentence was not shown. A closed list: reports count by it.
        package enum Rejection: String, Sendable, Hashable, Codable, CaseIterable {
            /// It names a source that the model was not given.
            case unknownCitation = "unknown_citation"
            /// It claims something and names no source.
            case noCitation = "no_citation"
            /// Too few of its words are in the source that it names.
            case words
            case number
            case link
            case address
            case code
            case name
            /// It denies what the source says, or says what the source denies.
            case negation
            /// It says "before" where the source says "after", and the like.
            case opposite
            /// It had been said before.
            case repeated
            /// The model said that there is no answer.
            case refused
            /// The model repeated what it was told to keep to itself.
            case leaked
            /// The model did not come to an end.
            case overlong
        }

        /// That could be read from the draft.
        package var sentences = 0
        package var shown = 0
        /// Those that say nothing, such as "Sure!", and were left out.
        package var omitted = 0
        package var unsupported = 0
        package var firstRejection: Rejection?
        /// Whether the answer ends before its draft does.
        package var isCut: Bool { firstRejection != nil && shown > 0 }

        package init() {}

        enum CodingKeys: String, CodingKey {
            case sentences, shown, omitted, unsupported
            case firstRejection = "first_rejection"
        }
    }

    /// What a confidence led to. The allowed error rate holds for the first two.
    package enum Band: String, Sendable, Hashable, Codable, CaseIterable {
        case answer
        /// The answer stands, and the visitor is asked whether it helped.
        case ask
        /// One question back, built from what separates the two best articles.
        case clarify
        case handOff = "hand_off"
    }

    /// Drawn at answer time for people to judge, whoever the visitor and whatever the answer.
    package struct Audit: Hashable, Sendable, Codable {
        /// The chance that this answer had of being drawn, above 0 and up to 1.
        package let rate: Double

        package init(rate: Double) { self.rate = rate }
    }

    /// What a model was asked to make of a question that leans on earlier ones, for the search alone.
    package struct Rewriting: Hashable, Sendable, Codable {
        /// `id@version#hash`.
        package let prompt: String
        /// Beside the log: what was searched for; `nil` when the model gave nothing of use.
        package let message: MessageID?
        /// Why not, in the words of a closed list; then the earlier turns were folded in.
        package let failure: String?

        package init(prompt: String, message: MessageID? = nil, failure: String? = nil) {
            self.prompt = prompt
            self.message = message
            self.failure = failure
        }
    }

    package static let candidatesMax = 8

    /// The messages that made up the question.
    package let question: [MessageID]
    package var outcome: Outcome
    package var reason: HandoffReason?
    /// The index snapshot that was searched; empty when nothing was.
    package let snapshot: String
    package var answerer: String
    package let candidates: [Candidate]
    /// Each measured feature and each threshold that it was held against, by name.
    package var measures: [String: Double]
    /// The model that was asked, by host and name; also when its answer did not stand.
    package var model: String?
    /// What it was asked with: `id@version#hash`.
    package var prompt: String?
    /// Why the model gave no answer, in the words of a closed list; then `answerer` is who stepped in.
    package var modelFailure: String?
    /// Of the last draft.
    package var checks: Checks?
    /// The rules in force: `rules@version#hash`.
    package var rules: String?
    /// The rule that applied.
    package var rule: String?
    /// The calibrated probability that the best article answers the question, 0...1; `nil` where words alone
    /// were searched, or nothing was.
    package var confidence: Double?
    /// The model that gave `confidence`.
    package var confidenceVersion: String?
    /// What `confidence` was held against.
    package var threshold: Double?
    /// The product area of the page that the question came from.
    package var area: String?
    /// `nil` for what was not drawn.
    package var audit: Audit?
    /// `nil` for courtesies, and for what was decided without a search.
    package var band: Band?
    /// The article that the visitor chose when asked which is meant.
    package var chosen: String?
    /// `nil` when no model was asked to.
    package var rewriting: Rewriting?

    package init(
        question: [MessageID], outcome: Outcome, reason: HandoffReason? = nil, snapshot: String = "",
        answerer: String = "", candidates: [Candidate] = [], measures: [String: Double] = [:],
        rules: String? = nil, rule: String? = nil
    ) {
        self.question = question
        self.outcome = outcome
        self.reason = reason
        self.snapshot = snapshot
        self.answerer = answerer
        self.candidates = Array(candidates.prefix(Self.candidatesMax))
        self.measures = measures
        self.rules = rules
        self.rule = rule
    }

    // What was added later is optional, so that records written before are still read.
    enum CodingKeys: String, CodingKey {
        case question, outcome, reason, snapshot, answerer, candidates, measures, model, prompt, checks, rules
        case rule, confidence, threshold, area, audit, band, chosen, rewriting
        case confidenceVersion = "confidence_version"
        case modelFailure = "model_failure"
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
