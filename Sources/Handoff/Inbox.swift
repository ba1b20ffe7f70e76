package import Conversations

/// One line of the inbox. Texts are read from beside the log at the moment of asking, never copied.
package struct InboxRow: Hashable, Sendable {
    package let conversation: Conversation
    /// The last thing said: who and the words, cut for a list.
    package let lastAuthor: Actor?
    package let lastText: String?
    /// The page that the visitor was last seen on.
    package let page: PageContext?
    /// The address that the visitor left, if any.
    package let contact: String?
    /// What the visitor is called; believe it only when it is verified.
    package let visitorName: String?
    package let isVerified: Bool

    package init(
        conversation: Conversation, lastAuthor: Actor?, lastText: String?, page: PageContext?,
        contact: String?, visitorName: String? = nil, isVerified: Bool = false
    ) {
        self.conversation = conversation
        self.lastAuthor = lastAuthor
        self.lastText = lastText
        self.page = page
        self.contact = contact
        self.visitorName = visitorName
        self.isVerified = isVerified
    }
}

/// A part of a list, and where the next one begins.
package struct InboxPage: Sendable {
    package let rows: [InboxRow]
    /// `nil` when there is nothing after it.
    package let after: InboxCursor?

    package init(rows: [InboxRow], after: InboxCursor?) {
        self.rows = rows
        self.after = after
    }
}

/// How many conversations wait, and how many the asking agent has.
package struct InboxCounts: Hashable, Sendable {
    package let waiting: Int
    package let mine: Int

    package init(waiting: Int, mine: Int) {
        self.waiting = waiting
        self.mine = mine
    }
}

/// The lists that agents work from.
package protocol Inbox: Sendable {
    /// Waiting: the longest wait first. The others: the latest change first. Rows that move while somebody
    /// pages are told of one by one, so that a page never has to be read twice.
    func page(
        _ list: InboxList, after: InboxCursor?, limit: Int
    ) async throws(JournalError) -> InboxPage
    func counts(of agent: AgentID) async throws(JournalError) -> InboxCounts
    func row(_ id: ConversationID) async throws(JournalError) -> InboxRow?
    /// A visitor's conversations, the latest change first.
    func rows(of visitor: VisitorID, limit: Int) async throws(JournalError) -> [InboxRow]
    /// Conversations in which the text was said, or whose visitor is called so; the latest change first.
    func search(_ text: String, limit: Int) async throws(JournalError) -> [InboxRow]
}

/// Which conversations a list shows.
package enum InboxList: Hashable, Sendable {
    case waiting
    case mine(AgentID)
    case all
    case resolved

    /// A page of a list has at most this many rows.
    package static let rowsMax = 200
}

/// The place in a list behind which a page begins: the moment by which the list is ordered, and the id.
package struct InboxCursor: Hashable, Sendable {
    package let milliseconds: Int64
    package let conversation: ConversationID

    package init(milliseconds: Int64, conversation: ConversationID) {
        self.milliseconds = milliseconds
        self.conversation = conversation
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]),
            let conversation = ConversationID(String(parts[1]))
        else { return nil }
        self.init(milliseconds: milliseconds, conversation: conversation)
    }

    package var text: String { "\(milliseconds).\(conversation)" }

    /// The cursor behind `row`.
    package init(behind row: InboxRow, of list: InboxList) {
        let state = row.conversation
        let moment = list == .waiting ? state.queuedAt ?? state.updatedAt : state.updatedAt
        self.init(milliseconds: moment.milliseconds, conversation: state.id)
    }
}
