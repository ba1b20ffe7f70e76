package import Conversations

/// Conversations with replies that may have to go out as mail. Storage notes each with the reply itself.
package protocol MailQueue: Sendable {
    /// Those whose first unsettled reply is from `moment` or before, and that are not to wait beyond `now`.
    func mailDue(waitingSince moment: Timestamp, at now: Timestamp, limit: Int) async throws(JournalError)
        -> [MailEntry]
    /// Keeps an attempt before it is made: a crash in the middle of a send must not become a loop of sends.
    ///
    /// False when the entry is not any more what was read: of two desks exactly one makes each attempt.
    func countMailAttempt(of entry: MailEntry, nextAt: Timestamp) async throws(JournalError) -> Bool
    /// The replies up to `seq` are settled; later ones wait from `now` on.
    func settleMail(of id: ConversationID, upTo seq: Int, at now: Timestamp) async throws(JournalError)
    /// Without a mail server nothing will go out, and nothing is to go out weeks later either.
    func dropMail(waitingSince moment: Timestamp) async throws(JournalError)
}

/// One conversation in the queue.
package struct MailEntry: Hashable, Sendable {
    package let conversation: ConversationID
    /// The last reply that was there when the entry was read.
    package let lastSeq: Int
    /// Sends begun before.
    package let attempts: Int
    /// Since when the first of the replies has waited.
    package let waitingSince: Timestamp

    package init(conversation: ConversationID, lastSeq: Int, attempts: Int, waitingSince: Timestamp) {
        self.conversation = conversation
        self.waitingSince = waitingSince
        self.lastSeq = lastSeq
        self.attempts = attempts
    }
}
