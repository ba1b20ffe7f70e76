package import Conversations

/// How the processes that work on one database reach one another: quickly, and with no promise.
///
/// What gets lost here is found again: changes in the log, heartbeats in the ledger.
package protocol Announcements: Sendable {
    /// Tells the others. Never waits; of too many the oldest go.
    func announce(_ json: String)
    /// What the others told.
    var hearing: Hearing { get }
    /// Whether announcements arrive now, as far as is known.
    var isListening: Bool { get }
    /// Whether this process is the one that does what only one may do at a time.
    var isLeader: Bool { get }
}

/// One thing that was told by another process.
package enum Heard: Hashable, Sendable {
    /// Conversations that have new events.
    case advanced([ConversationID])
    case frame(node: String, json: String)
    /// Some of it may have been lost: look into the log.
    case missed
}
