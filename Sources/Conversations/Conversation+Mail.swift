/// What became of the team's replies outside of the chat.
extension Conversation {
    /// Replies up to `seqTo` went out. `nil` when there is no such event.
    package func mailed(upTo seqTo: Int, at: Timestamp) -> Change? {
        guard (1...max(1, seq)).contains(seqTo) else { return nil }
        var change = Change(from: self, at: at)
        change.add(.mailed(seqTo: seqTo), by: .system)
        return change
    }

    /// Replies up to the failure's seq will not be tried again.
    package func mailFailed(_ failure: EventBody.MailFailed, at: Timestamp) -> Change? {
        guard (1...max(1, seq)).contains(failure.seqTo) else { return nil }
        var change = Change(from: self, at: at)
        change.add(.mailFailed(failure), by: .system)
        return change
    }
}
