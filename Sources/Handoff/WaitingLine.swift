package import Conversations

/// Those who wait for a person, and how long others waited.
package protocol WaitingLine: Sendable {
    /// Queued conversations whose wait began at `moment` or before and that were not offered to leave an
    /// address.
    func waiting(since moment: Timestamp, limit: Int) async throws(JournalError) -> [ConversationID]
    /// Seconds from the handoff to the person who accepted, of the latest waits that ended since `moment`.
    func waits(since moment: Timestamp, limit: Int) async throws(JournalError) -> [Int]
}
