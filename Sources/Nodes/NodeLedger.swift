package import Conversations

/// What the processes that work on one database write down about themselves. Storage keeps it.
package protocol NodeLedger: Sendable {
    /// Writes down that a node lives, the latest frames of its agents, and that some of them left.
    func beat(
        _ beat: NodeBeat, heard agents: [AgentID: Timestamp], left: [AgentID: Timestamp]
    ) async throws(JournalError)
    /// All that is written down.
    func beats() async throws(JournalError) -> NodeBeats
    /// Removes what is of no use any more: nodes by their ids.
    func forget(nodes: [String]) async throws(JournalError)
    /// Where the log ends: whatever is committed from now on lies behind it.
    func logEnd() async throws(JournalError) -> LogCursor
    /// The conversations that advanced behind `cursor`, the latest first.
    func advanced(since cursor: LogCursor, limit: Int) async throws(JournalError) -> [ConversationID]
}

/// That a node lives.
package struct NodeBeat: Hashable, Sendable {
    package let node: String
    package let version: String
    package let startedAt: Timestamp
    /// By the node's own clock: others only look whether it moves.
    package let at: Timestamp

    package init(node: String, version: String, startedAt: Timestamp, at: Timestamp) {
        self.node = node
        self.version = version
        self.startedAt = startedAt
        self.at = at
    }
}

/// The last that was written down of every node and every agent.
package struct NodeBeats: Hashable, Sendable {
    package let nodes: [NodeBeat]
    package let agents: [AgentID: Timestamp]

    package init(nodes: [NodeBeat], agents: [AgentID: Timestamp]) {
        self.nodes = nodes
        self.agents = agents
    }
}
