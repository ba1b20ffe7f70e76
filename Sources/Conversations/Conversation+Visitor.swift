/// What a visitor may do. Each rule returns the change that it makes; the caller stores it or tries again.
extension Conversation {
    /// A message: opens the conversation when there is none, and a new episode when it was resolved.
    package static func receive(
        _ message: Message, from visitor: VisitorID, in id: ConversationID, existing: Conversation?,
        at: Timestamp
    ) throws(Refusal) -> Change {
        let before = existing ?? Conversation(id: id, visitor: visitor, startedAt: at)
        guard before.seq < eventsMax else { throw .conversationFull(eventsMax: eventsMax) }
        var change = Change(from: before, at: at, client: message.id)
        let actor = Actor.visitor(visitor)
        if existing == nil { change.add(.started(visitor: visitor), by: actor) }
        if before.status == .resolved { change.add(.reopened(episode: before.episode + 1), by: actor) }
        change.add(.visitorSent(message: message.id), by: actor, text: message)
        return change
    }

    /// "Talk to a person". Already waiting or talking to one is no mistake and changes nothing.
    package static func requestPerson(
        by visitor: VisitorID, in id: ConversationID, existing: Conversation?, client: ClientID, online: Int,
        live: Feed.LiveAnswer? = nil, at: Timestamp
    ) -> Change {
        let before = existing ?? Conversation(id: id, visitor: visitor, startedAt: at)
        var change = Change(from: before, at: at, client: client)
        guard before.status == .assistant || before.status == .resolved else { return change }
        let actor = Actor.visitor(visitor)
        if existing == nil { change.add(.started(visitor: visitor), by: actor) }
        if before.status == .resolved { change.add(.reopened(episode: before.episode + 1), by: actor) }
        change.interruptAnswer(why: .takenOver, live: live)
        let handedOff = EventBody.HandedOff(reason: .visitorRequest, question: [], found: [], online: online)
        change.add(.handedOff(handedOff), by: actor)
        return change
    }

    /// What an anonymous visitor wrote goes with them to who they turned out to be. Never from one known
    /// person to another. `nil` when there is nothing to do.
    package func claimed(by person: VisitorID, from visitor: VisitorID, at: Timestamp) -> Change? {
        guard self.visitor == visitor, !visitor.isVerified, person.isVerified else { return nil }
        var change = Change(from: self, at: at)
        change.add(.claimed(visitor: person), by: .visitor(person))
        return change
    }

    /// Leaves an address to be reached at. The conversation stays in the queue.
    package func leaveContact(_ contact: Message, at: Timestamp) throws(Refusal) -> Change {
        guard Self.looksLikeAddress(contact.text) else { throw .addressInvalid }
        var change = Change(from: self, at: at, client: contact.id)
        change.add(.contactLeft(message: contact.id), by: contact.author, text: contact)
        return change
    }

    package func rate(_ score: Int, client: ClientID, at: Timestamp) throws(Refusal) -> Change {
        guard (1...5).contains(score) else { throw .scoreOutOfRange }
        guard status == .resolved else { throw .notResolved }
        var change = Change(from: self, at: at, client: client)
        change.add(.rated(score: score), by: .visitor(visitor))
        return change
    }

    /// The answer to "did this help?" about the last answer.
    package func say(
        helped: Bool, about answer: MessageID, client: ClientID, at: Timestamp
    ) throws(Refusal) -> Change {
        guard answer == lastAnswer else { throw .unknownAnswer }
        var change = Change(from: self, at: at, client: client)
        change.add(.helped(answer: answer, helped: helped), by: .visitor(visitor))
        return change
    }

    /// Whether a model may be trained with what the visitor wrote. It may be said anew at any time: a word
    /// that was given can be taken back.
    package func consent(toTraining given: Bool, client: ClientID, at: Timestamp) throws(Refusal) -> Change {
        guard seq < Self.eventsMax else { throw .conversationFull(eventsMax: Self.eventsMax) }
        var change = Change(from: self, at: at, client: client)
        change.add(.consented(training: given), by: .visitor(visitor))
        return change
    }

    /// The visitor moved to another page. Only a conversation that is going on takes it, and only so often:
    /// beyond that the answer is the same and nothing is stored.
    ///
    /// - Parameter known: the address of the page that was known last.
    package func moved(to page: PageContext, from known: String?, client: ClientID, at: Timestamp) -> Change {
        var change = Change(from: self, at: at, client: client)
        guard status != .resolved, page.url != known, pages < Self.pagesMax, seq < Self.eventsMax else {
            return change
        }
        let actor = Actor.visitor(visitor)
        let text = Message(id: client, kind: .page, author: actor, text: "", page: page)
        change.add(.pageChanged(message: client), by: actor, text: text)
        return change
    }

    /// Something before an `@`, a dot after it, no white space, at most 254 characters (RFC 5321, 4.5.3.1.3).
    private static func looksLikeAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, let local = parts.first, let domain = parts.last,
            !local.isEmpty, !text.contains(where: { $0.isWhitespace || $0 == "," || $0 == ";" })
        else { return false }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}

extension Change {
    /// As below, with what the feed knows to have been shown.
    mutating func interruptAnswer(why: EventBody.Interrupted.Why, live: Feed.LiveAnswer?) {
        let shown = live.flatMap { live in
            live.answer == after.lease?.answer
                ? Message(id: live.answer, kind: .prefix, author: .assistant, text: live.text) : nil
        }
        interruptAnswer(why: why, shown: shown)
    }

    /// Ends a running answer in the same change, so that nobody sees two owners.
    mutating func interruptAnswer(why: EventBody.Interrupted.Why, shown: Message? = nil) {
        guard let lease = after.lease else { return }
        add(.answerInterrupted(.init(answer: lease.answer, why: why)), by: .system, text: shown)
    }
}
