import Conversations

/// Which of the answers that are owed this process takes up: at once when it is alone, and otherwise those
/// that whoever has them should have begun by now.
struct OwedAnswers {
    /// As long as a visitor may be waited for who goes on typing.
    static let graceSeconds = 8

    private var since: [ConversationID: Timestamp] = [:]

    /// - Parameter found: all that is owed now, of which only those that were owed before are remembered.
    mutating func due(_ found: [ConversationID], isAlone: Bool, at now: Timestamp) -> [ConversationID] {
        since = found.reduce(into: [:]) { kept, id in
            // A clock that was set back starts the wait anew rather than make it endless.
            kept[id] = since[id].map { min($0, now) } ?? now
        }
        guard !isAlone else { return found }
        return found.filter { now.seconds(since: since[$0] ?? now) >= Self.graceSeconds }
    }
}
