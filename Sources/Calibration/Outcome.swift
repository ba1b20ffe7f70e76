package import Conversations
package import Retrieval

/// One decision of the Assistant, with what people came to know of it: references and numbers, and no text.
package struct Outcome: Hashable, Sendable {
    /// How its label came about.
    package enum Source: String, Hashable, Sendable, Codable {
        /// A given answer that was drawn by lot and judged.
        case audit
        /// What Baton would have said to a question that a person answered, held against the article that the
        /// person named.
        case shadow
    }

    /// What is known of it.
    package enum Label: String, Hashable, Sendable, Codable, CaseIterable {
        case right
        case wrong
        /// Those who judged it could not tell: neither right nor wrong.
        case cantTell = "cant_tell"
        /// Judges contradict each other: it counts as wrong, which is the safe side.
        case contested

        /// `nil` where nothing is known.
        package var isRight: Bool? {
            switch self {
            case .right: true
            case .wrong, .contested: false
            case .cantTell: nil
            }
        }
    }

    /// The last word of one judge.
    package struct Verdict: Hashable, Sendable, Codable {
        package let judge: AgentID
        package let verdict: AnswerVerdict
        package let at: Timestamp

        package init(judge: AgentID, verdict: AnswerVerdict, at: Timestamp) {
            self.judge = judge
            self.verdict = verdict
            self.at = at
        }
    }

    package let conversation: ConversationID
    /// Of the `decided` event.
    package let seq: Int
    package let at: Timestamp
    /// The answer that was shown; `nil` for a question that was not answered.
    package var answer: MessageID?
    /// 0...1; `nil` where words alone decided.
    package let confidence: Double?
    /// The model that gave it.
    package let version: String?
    /// What it was held against, 0...1.
    package let threshold: Double?
    package let area: String?
    package let band: Decision.Band?
    /// Whether the threshold alone kept it from being answered.
    package let isHeldBack: Bool
    /// The chance that this answer had of being drawn, above 0 up to 1; `nil` for what was not.
    package let auditRate: Double?
    /// The messages that made up the question.
    package let question: [MessageID]
    /// The article that Baton thought best.
    package let candidate: String?
    package let measures: [String: Double]
    package var source: Source?
    package var label: Label?
    /// The article that a person named; `nil` when none was, or none answers the question.
    package var namedArticle: String?
    package var judgedAt: Timestamp?
    /// One a judge.
    package var verdicts: [Verdict] = []

    package var isAnswered: Bool { answer != nil }
    /// Whether it was drawn, and nobody has judged it yet.
    package var isWaiting: Bool { auditRate != nil && label == nil }
    /// By which words and vectors were added up: under others its measures would have been other ones.
    package var constants: FusionConstants { FusionConstants(measures: measures) }
    /// The article that is known to be right; `nil` where none is, or where nobody knows.
    package var rightArticle: String? {
        switch source {
        case .shadow: namedArticle
        case .audit: label == .right ? candidate : nil
        case nil: nil
        }
    }
    /// Whether a person looked for an article that answers it and found none.
    package var hasNoArticle: Bool { source == .shadow && namedArticle == nil }

    package init(
        conversation: ConversationID, seq: Int, at: Timestamp, answer: MessageID? = nil, confidence: Double?,
        version: String?, threshold: Double?, area: String?, band: Decision.Band?, isHeldBack: Bool,
        auditRate: Double?, question: [MessageID], candidate: String?, measures: [String: Double]
    ) {
        self.conversation = conversation
        self.seq = seq
        self.at = at
        self.answer = answer
        self.confidence = confidence
        self.version = version
        self.threshold = threshold
        self.area = area
        self.band = band
        self.isHeldBack = isHeldBack
        self.auditRate = auditRate
        self.question = question
        self.candidate = candidate
        self.measures = measures
    }
}

extension Outcome {
    /// `nil` for what promises nothing: a courtesy, a rule, a wish for a person.
    init?(_ decision: Decision, conversation: ConversationID, seq: Int, at: Timestamp) {
        guard decision.outcome != .courtesy, decision.rule == nil, !decision.snapshot.isEmpty else {
            return nil
        }
        let isBelow = (decision.confidence ?? 1) < (decision.threshold ?? 0)
        self.init(
            conversation: conversation, seq: seq, at: at, confidence: decision.confidence,
            version: decision.confidenceVersion, threshold: decision.threshold, area: decision.area,
            band: decision.band,
            // What lacks a number or is about nothing known would be held back at any threshold.
            isHeldBack: decision.outcome != .answer && isBelow && decision.reason != .missingKnowledge
                && decision.measures["lacks_number"] != 1,
            auditRate: decision.outcome == .answer ? decision.audit?.rate : nil, question: decision.question,
            candidate: decision.candidates.first?.article, measures: decision.measures)
    }
}
