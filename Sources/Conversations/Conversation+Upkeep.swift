/// What Baton itself notes about a conversation when nobody is in it. None of it moves the conversation.
extension Conversation {
    /// Notes that the visitor asked the same again; one note a decision, so the log's rules need not know how
    /// often it is looked for.
    package func askedAgain(_ again: EventBody.AskedAgain, at: Timestamp) throws(Refusal) -> Change {
        guard seq < Self.eventsMax else { throw .conversationFull(eventsMax: Self.eventsMax) }
        var change = Change(
            from: self, at: at, client: ClientID("asked-again-\(again.decision)"))
        change.add(.askedAgain(again), by: .system)
        return change
    }

    /// Says that the words of the conversation are gone. A conversation that is full can be erased too.
    package func redacted(_ why: EventBody.Redaction, at: Timestamp) -> Change {
        var change = Change(from: self, at: at)
        change.add(.redacted(why), by: .system)
        return change
    }
}
