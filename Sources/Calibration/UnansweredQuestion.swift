package import Conversations

/// A question that people found no article for: its vector, and what it came from.
package struct UnansweredQuestion: Hashable, Sendable {
    /// Kept per installation; the newest stay.
    package static let questionsMax = 5_000

    package let conversation: ConversationID
    /// Of the decision.
    package let seq: Int
    package let at: Timestamp
    /// Unit length, by the ledger's embedder.
    package let vector: [Float]
    /// Whether an article answers it by now: it is kept so that it is not remembered again.
    package let isAnswered: Bool

    package init(
        conversation: ConversationID, seq: Int, at: Timestamp, vector: [Float], isAnswered: Bool = false
    ) {
        self.conversation = conversation
        self.seq = seq
        self.at = at
        self.vector = vector
        self.isAnswered = isAnswered
    }

    /// What it is called in the memory that searches use.
    package var id: String { "\(conversation.value).\(seq)" }
}

/// Where unanswered questions are kept, for each embedder apart. All nodes hear of a change.
package protocol UnansweredLedger: Sendable {
    /// The newest first.
    func unansweredQuestions(embedder: String, limit: Int) async throws(JournalError) -> [UnansweredQuestion]
    func remember(_ questions: [UnansweredQuestion], embedder: String) async throws(JournalError)
    /// An article answers them.
    func settle(_ questions: [UnansweredQuestion], embedder: String) async throws(JournalError)
    /// They never were without an article, as somebody says now, or are too many.
    func forget(_ questions: [UnansweredQuestion], embedder: String) async throws(JournalError)
}
