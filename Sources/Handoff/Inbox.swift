package import Conversations

/// One line of the inbox. Texts are read from beside the log at the moment of asking, never copied.
package struct InboxRow: Hashable, Sendable {
    package let conversation: Conversation
    /// The last thing said: who and the words, cut for a list.
    package let lastAuthor: Actor?
    package let lastText: String?
    package let page: PageContext?
    /// The address that the visitor left, if any.
    package let contact: String?

    package init(
        conversation: Conversation, lastAuthor: Actor?, lastText: String?, page: PageContext?,
        contact: String?
    ) {
        self.conversation = conversation
        self.lastAuthor = lastAuthor
        self.lastText = lastText
        self.page = page
        self.contact = contact
    }
}

/// The lists that agents work from.
package protocol Inbox: Sendable {
    /// Waiting: the longest wait first. The others: the latest change first.
    func rows(_ list: InboxList, limit: Int) async throws(JournalError) -> [InboxRow]
    func row(_ id: ConversationID) async throws(JournalError) -> InboxRow?
    /// Queued conversations whose wait began at `moment` or before and that were not offered to leave an
    /// address.
    func waiting(since moment: Timestamp, limit: Int) async throws(JournalError) -> [ConversationID]
}

/// Which conversations a list shows.
package enum InboxList: Hashable, Sendable {
    case waiting
    case mine(AgentID)
    case all
    case resolved

    /// A list shows this many rows; older ones are found by search, not by scrolling.
    package static let rowsMax = 200
}
