package import Conversations
import Synchronization

/// Who of the team has which conversation open, so that two do not answer at once. Bounded by the sockets.
package final class ViewerBoard: Sendable {
    /// For each conversation the agents, with the number of their sockets.
    private let open = Mutex<[ConversationID: [AgentID: Int]]>([:])
    private let elsewhere = Mutex(Viewers())

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
        let here = open.withLock { Set($0[id, default: [:]].keys) }
        let all = elsewhere.withLock { $0.viewers(of: id) }.union(here)
        return all.sorted { $0.value < $1.value }
    }
}

/// What processes tell one another.
extension ViewerBoard {
    /// Those with a socket at this process.
    package func viewersHere(of id: ConversationID) -> [AgentID] {
        open.withLock { Array($0[id, default: [:]].keys) }.sorted { $0.value < $1.value }
    }

    /// The conversations that somebody has open here.
    package var openHere: [ConversationID] { open.withLock { Array($0.keys) } }

    /// Takes who has a conversation open at `node`. True when that is news.
    package func heard(_ agents: [AgentID], of id: ConversationID, at node: String, now: Timestamp) -> Bool {
        elsewhere.withLock { $0.take(agents, of: id, at: node, now: now) }
    }

    /// Forgets what was not said again for a while; returns the conversations that somebody is gone from.
    package func expire(at now: Timestamp) -> [ConversationID] {
        elsewhere.withLock { $0.forget { now.seconds(since: $0.heardAt) >= Viewers.heardSecondsMax } }
    }

    /// Forgets what a node said that is no more.
    package func forget(_ node: String) -> [ConversationID] {
        elsewhere.withLock { $0.forget { $0.node == node } }
    }
}
