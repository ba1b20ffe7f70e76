/// Who asks: every fetch takes a scope, so there is no unscoped fetch and no forgotten check.
package enum Scope: Hashable, Sendable {
    case visitor(VisitorID)
    case agent(AgentID)
    /// Baton itself; `reason` says which part, for the log.
    case system(reason: String)

    package var readership: Readership {
        switch self {
        case .visitor: .everyone
        case .agent, .system: .team
        }
    }
}

/// Who may read an event: the visitor and the team, or the team alone.
package enum Readership: Int, Hashable, Sendable {
    case everyone = 0
    case team = 1
}

/// Who did something.
package enum Actor: Hashable, Sendable {
    case visitor(VisitorID)
    case agent(AgentID)
    case assistant
    case system

    /// One text form, for the log: `visitor:ID`, `agent:ID`, `assistant`, `system`.
    package var text: String {
        switch self {
        case .visitor(let id): "visitor:\(id)"
        case .agent(let id): "agent:\(id)"
        case .assistant: "assistant"
        case .system: "system"
        }
    }

    package init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("assistant", 1): self = .assistant
        case ("system", 1): self = .system
        case ("visitor", 2):
            guard let id = VisitorID(parts[1]) else { return nil }
            self = .visitor(id)
        case ("agent", 2):
            guard let id = AgentID(parts[1]) else { return nil }
            self = .agent(id)
        default: return nil
        }
    }
}
