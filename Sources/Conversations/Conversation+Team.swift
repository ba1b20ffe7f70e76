/// What the team says about a conversation among itself. None of it needs the conversation to be one's own,
/// and none of it is seen by the visitor.
extension Conversation {
    package func note(_ note: Message, at: Timestamp) throws(Refusal) -> Change {
        var change = try aside(client: note.id, at: at)
        change.add(.noted(message: note.id), by: note.author, text: note)
        return change
    }

    /// Says what was wrong with an answer of the Assistant; the last report of an answer counts.
    ///
    /// - Parameter author: who said `answer`, as the log knows it; `nil` when it is not there.
    package func report(
        _ answer: MessageID, as flaw: AnswerFlaw, saidBy author: Actor?, by agent: AgentID, client: ClientID,
        at: Timestamp
    ) throws(Refusal) -> Change {
        guard author == .assistant else { throw .unknownAnswer }
        var change = try aside(client: client, at: at)
        change.add(.reported(answer: answer, flaw: flaw), by: .agent(agent))
        return change
    }

    /// Says whether an answer of the Assistant is right; the last verdict of each judge counts.
    ///
    /// - Parameter author: who said `answer`, as the log knows it; `nil` when it is not there.
    package func judge(
        _ answer: MessageID, as verdict: AnswerVerdict, saidBy author: Actor?, by agent: AgentID,
        client: ClientID, at: Timestamp
    ) throws(Refusal) -> Change {
        guard author == .assistant else { throw .unknownAnswer }
        var change = try aside(client: client, at: at)
        change.add(.judged(answer: answer, verdict: verdict), by: .agent(agent))
        return change
    }

    /// Says which article answers what a person had to answer; `nil` when none does.
    ///
    /// - Parameter author: who said `message`, as the log knows it; `nil` when it is not there.
    package func nameArticle(
        _ article: String?, answering message: MessageID, saidBy author: Actor?, by agent: AgentID,
        client: ClientID, at: Timestamp
    ) throws(Refusal) -> Change {
        guard case .agent = author else { throw .unknownAnswer }
        var change = try aside(client: client, at: at)
        change.add(.articleNamed(message: message, article: article), by: .agent(agent))
        return change
    }

    private func aside(client: ClientID, at: Timestamp) throws(Refusal) -> Change {
        guard seq < Self.eventsMax else { throw .conversationFull(eventsMax: Self.eventsMax) }
        return Change(from: self, at: at, client: client)
    }
}

/// What a person who looked says of an answer of the Assistant.
package enum AnswerVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    case right
    case wrong
    case cantTell = "cant_tell"
}

/// What can be wrong with an answer of the Assistant. A closed list: reports count by it.
package enum AnswerFlaw: String, Hashable, Sendable, Codable, CaseIterable {
    case incorrect
    case outdated
    case incomplete
    case inappropriate
    case shouldHaveHandedOver = "should_have_handed_over"
}
