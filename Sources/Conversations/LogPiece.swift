/// A piece of the log that a subscriber has not taken in yet.
package struct LogPiece: Hashable, Sendable {
    package let from: LogCursor
    package let to: LogCursor
    /// Those that something happened in which the subscriber reads.
    package let conversations: [ConversationID]

    package init(from: LogCursor, to: LogCursor, conversations: [ConversationID]) {
        self.from = from
        self.to = to
        self.conversations = conversations
    }

    package var isEmpty: Bool { from == to }
}
