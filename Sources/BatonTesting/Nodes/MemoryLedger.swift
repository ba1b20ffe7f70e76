package import Conversations
package import Nodes
import Synchronization

/// What nodes write down about themselves, in memory.
package final class MemoryLedger: NodeLedger {
    private struct State {
        var nodes: [String: NodeBeat] = [:]
        var agents: [AgentID: Timestamp] = [:]
        var changes: [ConversationID] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func beat(
        _ beat: NodeBeat, heard agents: [AgentID: Timestamp], left: [AgentID: Timestamp]
    ) async throws(JournalError) {
        state.withLock { state in
            state.nodes[beat.node] = beat
            state.agents.merge(agents) { max($0, $1) }
            for (agent, at) in left where state.agents[agent].map({ $0 <= at }) == true {
                state.agents[agent] = nil
            }
        }
    }

    package func beats() async throws(JournalError) -> NodeBeats {
        state.withLock { NodeBeats(nodes: Array($0.nodes.values), agents: $0.agents) }
    }

    package func forget(nodes: [String]) async throws(JournalError) {
        state.withLock { state in
            for node in nodes { state.nodes[node] = nil }
        }
    }

    package func note(_ id: ConversationID) { state.withLock { $0.changes.append(id) } }

    package func logEnd() async throws(JournalError) -> LogCursor {
        state.withLock { LogCursor(transaction: 0, position: Int64($0.changes.count)) }
    }

    package func advanced(since cursor: LogCursor, limit: Int) async throws(JournalError) -> [ConversationID]
    {
        state.withLock { state in
            var found: [ConversationID] = []
            for id in state.changes.dropFirst(Int(cursor.position)).reversed() where !found.contains(id) {
                found.append(id)
            }
            return Array(found.prefix(limit))
        }
    }
}
