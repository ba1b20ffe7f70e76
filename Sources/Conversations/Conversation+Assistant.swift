/// What the Assistant and the clocks may do. `nil` means that the moment has passed: look again.
extension Conversation {
    /// Takes the right to answer all that the visitor wrote so far. One answer at a time; a lapsed one is
    /// ended first.
    ///
    /// `evictingOthers`: a lease that is another node's is a dead process's, and void.
    /// `live` is what was shown of the answer that this takes the place of.
    package func startAnswer(
        _ lease: AnswerLease, evictingOthers: Bool, live: Feed.LiveAnswer? = nil, at: Timestamp
    ) -> Change? {
        guard needsAnswer, lease.visitorSeq == visitorSeq else { return nil }
        var change = Change(from: self, at: at)
        if let running = self.lease {
            guard running.until <= at || (evictingOthers && running.node != lease.node) else { return nil }
            change.interruptAnswer(why: .lapsed, live: live)
        }
        change.add(.answerStarted(lease), by: .assistant)
        return change
    }

    /// The answer stands, if the lease still does and nobody moved meanwhile.
    ///
    /// `searched` is the text of `decision.rewriting`, if it has one.
    package func finishAnswer(
        _ answered: EventBody.Answered, text: Message, decision: Decision, searched: Message? = nil,
        at: Timestamp
    ) -> Change? {
        speak(
            .answered(answered), as: answered.answer, text: text, decision: decision, searched: searched,
            at: at)
    }

    /// The question back stands, under the same conditions.
    package func askBack(
        _ asked: AskedBack, text: Message, decision: Decision, searched: Message? = nil, at: Timestamp
    ) -> Change? {
        speak(
            .askedBack(asked), as: asked.message, text: text, decision: decision, searched: searched, at: at)
    }

    private func speak(
        _ body: EventBody, as message: MessageID, text: Message, decision: Decision, searched: Message?,
        at: Timestamp
    ) -> Change? {
        guard let lease, lease.answer == message, status == .assistant, lease.visitorSeq == visitorSeq
        else { return nil }
        var change = Change(from: self, at: at)
        change.add(.decided(decision), by: .assistant, text: searched)
        change.add(body, by: .assistant, text: text)
        return change
    }

    /// Ends an answer that must not stand; `shown` is what the visitor has already seen of it.
    package func interruptAnswer(
        _ answer: MessageID, why: EventBody.Interrupted.Why, shown: String, at: Timestamp
    ) -> Change? {
        guard let lease, lease.answer == answer else { return nil }
        var change = Change(from: self, at: at)
        let prefix = Message(id: answer, kind: .prefix, author: .assistant, text: shown)
        change.add(
            .answerInterrupted(.init(answer: answer, why: why)), by: .assistant,
            text: shown.isEmpty ? nil : prefix)
        return change
    }

    /// Passes the conversation to people, with all that the visitor wrote up to `visitorSeq` taken into
    /// account.
    package func handOff(
        _ decision: Decision, reason: HandoffReason, visitorSeq: Int, online: Int, shown: Message? = nil,
        searched: Message? = nil, at: Timestamp
    ) -> Change? {
        guard needsAnswer, visitorSeq == self.visitorSeq else { return nil }
        var change = Change(from: self, at: at)
        change.interruptAnswer(why: .lapsed, shown: shown)
        change.add(.decided(decision), by: .assistant, text: searched)
        let handedOff = EventBody.HandedOff(
            reason: reason, question: decision.question, found: decision.candidates, online: online)
        change.add(.handedOff(handedOff), by: .assistant)
        return change
    }

    /// Offers to leave an address, once a wait, when nobody came in time.
    package func offerContact(at: Timestamp) -> Change? {
        guard status == .queued, contactOfferedAt == nil else { return nil }
        var change = Change(from: self, at: at)
        change.add(.contactOffered, by: .system)
        return change
    }
}
