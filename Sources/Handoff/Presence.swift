package import Conversations

/// Who of the team is there: a heartbeat within the last minute counts.
package struct Presence: Sendable {
    package static let heartbeatSecondsMax = 60

    private var heartbeats: [AgentID: Timestamp] = [:]

    package init() {}

    package mutating func beat(_ agent: AgentID, at: Timestamp) { heartbeats[agent] = at }

    /// The agent left on purpose: no need to wait for the minute to pass.
    package mutating func leave(_ agent: AgentID) { heartbeats[agent] = nil }

    package func online(at now: Timestamp) -> Set<AgentID> {
        Set(heartbeats.filter { now.seconds(since: $0.value) < Self.heartbeatSecondsMax }.keys)
    }
}
