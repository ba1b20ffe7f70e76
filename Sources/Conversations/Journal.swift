/// The log of conversations, as the rooms need it. Storage keeps it; a test may keep it in memory.
package protocol Journal: Sendable {
    /// The conversation as it stands; `nil` when it does not exist or is not the asker's.
    func conversation(_ id: ConversationID, in scope: Scope) async throws(JournalError) -> Conversation?

    /// Stores a change in one durable transaction: events, texts, read models. Returns after the commit.
    func append(_ change: Change) async throws(JournalError) -> Receipt

    /// The receipt that a client id got, if it was ever stored.
    func receipt(for client: ClientID, in conversation: ConversationID) async throws(JournalError) -> Receipt?

    /// Who said a message of the conversation; `nil` when there is no such message, or it was erased.
    func author(
        of message: MessageID, in conversation: ConversationID
    ) async throws(JournalError) -> Actor?

    /// Up to `limit` events after `seq` that the asker may read, in order, with their texts.
    func events(
        of id: ConversationID, after seq: Int, limit: Int, in scope: Scope
    ) async throws(JournalError) -> [DeliveredEvent]

    /// Changes when history was restored from a backup, so that clients know that their seqs are void.
    var epoch: String { get }
}

/// What can go wrong with the log.
package enum JournalError: Error, Hashable, Sendable {
    /// The conversation is not at the expected seq any more: load it again and decide again.
    case conflict
    /// The client id was used for another content.
    case idReused
    /// The store cannot do it now; nothing was stored.
    case unavailable(Why)

    package enum Why: String, Hashable, Sendable {
        case diskFull = "disk_full"
        case locked
        case overloaded
        case closed
        /// The database cannot be reached.
        case away
        /// It took longer than is allowed.
        case tooSlow = "too_slow"
        case failed
    }
}
