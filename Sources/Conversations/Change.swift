/// What a rule decided: events to append to one conversation, the texts beside them, and the state after
/// them.
package struct Change: Sendable {
    package let conversation: ConversationID
    /// The seq that the conversation must still have for the change to hold.
    package let expecting: Int
    package let at: Timestamp
    package private(set) var events: [NewEvent] = []
    package private(set) var messages: [Message] = []
    package private(set) var after: Conversation
    /// The asker's id: the same one again appends nothing and returns the first receipt.
    package let client: ClientID?

    package struct NewEvent: Hashable, Sendable {
        package let actor: Actor
        package let body: EventBody
    }

    init(from before: Conversation, at: Timestamp, client: ClientID? = nil) {
        conversation = before.id
        expecting = before.seq
        after = before
        self.at = at
        self.client = client
    }

    package var isEmpty: Bool { events.isEmpty }

    mutating func add(_ body: EventBody, by actor: Actor, text: Message? = nil) {
        events.append(NewEvent(actor: actor, body: body))
        if let text { messages.append(text) }
        after.apply(body, seq: after.seq + 1, at: at)
    }
}

/// Proof that something was stored durably.
package struct Receipt: Hashable, Sendable {
    /// The conversation's seq after it.
    package let seq: Int
    package let at: Timestamp
    /// True when the same client id had been stored before.
    package let isRepeat: Bool

    package init(seq: Int, at: Timestamp, isRepeat: Bool) {
        self.seq = seq
        self.at = at
        self.isRepeat = isRepeat
    }
}
