/// What an agent may do.
extension Conversation {
    /// Takes the conversation: from the queue, over from the Assistant, or from a colleague who is not there.
    /// Of two agents one gets it. `live` is what was shown of an answer that this ends.
    package func accept(
        by agent: AgentID, client: ClientID, online: Set<AgentID>, live: Feed.LiveAnswer? = nil, at: Timestamp
    ) throws(Refusal) -> Change {
        var change = Change(from: self, at: at, client: client)
        switch status {
        case .assigned where self.agent == agent: return change
        case .assigned:
            // A visitor must not be left with somebody who went home or was disabled.
            guard let owner = self.agent, !online.contains(owner) else { throw .takenByAnother }
        case .resolved: throw .notWaiting
        case .assistant:
            change.interruptAnswer(why: .takenOver, live: live)
            let handedOff = EventBody.HandedOff(reason: .agentTakeover, question: [], found: [], online: 1)
            change.add(.handedOff(handedOff), by: .agent(agent))
        case .queued: break
        }
        change.add(.assigned(agent: agent), by: .agent(agent))
        return change
    }

    package func reply(_ message: Message, by agent: AgentID, at: Timestamp) throws(Refusal) -> Change {
        try requireAssigned(to: agent)
        guard seq < Self.eventsMax else { throw .conversationFull(eventsMax: Self.eventsMax) }
        var change = Change(from: self, at: at, client: message.id)
        change.add(.agentSent(message: message.id), by: .agent(agent), text: message)
        return change
    }

    /// Gives the conversation back to the Assistant, who answers from the visitor's next message on.
    package func giveBack(by agent: AgentID, client: ClientID, at: Timestamp) throws(Refusal) -> Change {
        try requireAssigned(to: agent)
        var change = Change(from: self, at: at, client: client)
        change.add(.givenBack, by: .agent(agent))
        return change
    }

    package func resolve(by agent: AgentID, client: ClientID, at: Timestamp) throws(Refusal) -> Change {
        try requireAssigned(to: agent)
        var change = Change(from: self, at: at, client: client)
        change.add(.resolved, by: .agent(agent))
        return change
    }

    private func requireAssigned(to agent: AgentID) throws(Refusal) {
        guard status == .assigned, self.agent == agent else { throw .notAssignedToYou }
    }
}
