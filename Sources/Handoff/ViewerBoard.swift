package import Conversations
import Synchronization

/// Who of the team has which conversation open, so that two do not answer at once. Bounded by the sockets.
package final class ViewerBoard: Sendable {
    /// For each conversation the agents, with the number of their sockets.
    private let open = Mutex<[ConversationID: [AgentID: Int]]>([:])

    package init() {}

    /// True when the agent was not there before.
    package func enter(_ id: ConversationID, _ agent: AgentID) -> Bool {
        open.withLock { open in
            let count = open[id, default: [:]][agent, default: 0]
            open[id, default: [:]][agent] = count + 1
            return count == 0
        }
    }

    /// True when the agent is not there any more.
    package func leave(_ id: ConversationID, _ agent: AgentID) -> Bool {
        open.withLock { open in
            guard let count = open[id]?[agent] else { return false }
            open[id]?[agent] = count > 1 ? count - 1 : nil
            if open[id]?.isEmpty == true { open[id] = nil }
            return count == 1
        }
    }

    package func viewers(of id: ConversationID) -> [AgentID] {
        open.withLock { Array($0[id, default: [:]].keys) }.sorted { $0.value < $1.value }
    }
}
