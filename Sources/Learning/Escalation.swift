package import Conversations

/// A question that the Assistant failed, with what people came to know of it: references and numbers, no
/// text.
///
/// There is one for each decision that failed, whatever showed it: the decision's place in the log is its
/// name.
package struct Escalation: Hashable, Sendable, Codable {
    /// What showed that the Assistant failed. A closed list: gaps count by it.
    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// It was not sure enough, or the knowledge base has nothing on it.
        case handedOver = "handed_over"
        /// The visitor said that the answer did not help, or rated the episode low.
        case rating
        /// Somebody of the team said what is wrong with the answer.
        case report
        /// A person answered the same question from another article.
        case contradiction
        /// The visitor asked the same again.
        case repeated
        /// The visitor left the answer for a person.
        case abandoned
    }

    /// How the episode ended, as far as is known.
    package enum Ending: String, Hashable, Sendable, Codable {
        case open
        case resolved
        case givenBack = "given_back"
    }

    package let conversation: ConversationID
    /// Of the `decided` event, which is the decision record.
    package let seq: Int
    package let at: Timestamp
    package var causes: Set<Cause>
    package let reason: HandoffReason?
    /// The messages that made up the question; what came before them is its context.
    package let question: [MessageID]
    package let area: String?
    /// What was found, the best first.
    package let candidates: [Decision.Candidate]
    package let confidence: Double?
    package let threshold: Double?
    package let snapshot: String
    /// The Assistant's answer; `nil` when nothing was shown.
    package var answer: MessageID?
    /// The articles that it cites.
    package var cited: [String] = []
    package var flaw: AnswerFlaw?
    /// What people replied in the same episode, in order.
    package var replies: [MessageID] = []
    /// The article that a person named, `""` when they said that there is none; `nil` while nobody has said.
    package var named: String?
    package var ending = Ending.open
    /// From the moment that a person took it until they were done, in seconds; `nil` while nobody was.
    package var handlingSeconds: Int?

    package init(_ decision: Decision, conversation: ConversationID, seq: Int, at: Timestamp) {
        self.conversation = conversation
        self.seq = seq
        self.at = at
        causes = []
        reason = decision.reason
        question = decision.question
        area = decision.area
        candidates = decision.candidates
        confidence = decision.confidence
        threshold = decision.threshold
        snapshot = decision.snapshot
    }

    /// What it is called in lists and clusters.
    package var id: EscalationID { EscalationID(conversation: conversation, seq: seq) }
    /// The article that a person named; `nil` too when they said that there is none.
    package var namedArticle: String? { named.flatMap { $0.isEmpty ? nil : $0 } }
    package var hasNoArticle: Bool { named?.isEmpty == true }
}

/// The place of the decision that failed.
package struct EscalationID: Hashable, Sendable, Codable, Comparable {
    package let conversation: ConversationID
    package let seq: Int

    package init(conversation: ConversationID, seq: Int) {
        self.conversation = conversation
        self.seq = seq
    }

    /// As `text` wrote it.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let seq = Int(parts[0]), let conversation = ConversationID(String(parts[1]))
        else { return nil }
        self.init(conversation: conversation, seq: seq)
    }

    package var text: String { "\(seq).\(conversation.value)" }

    package static func < (one: EscalationID, other: EscalationID) -> Bool {
        (one.conversation.value, one.seq) < (other.conversation.value, other.seq)
    }
}
