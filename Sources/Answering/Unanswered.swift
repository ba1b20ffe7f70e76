package import Conversations

/// The conversations in which the Assistant owes an answer: what a restart goes on with.
package protocol Unanswered: Sendable {
    /// The longest owed first.
    func unanswered(limit: Int) async throws(JournalError) -> [ConversationID]
}
