package import Conversations

/// Who of the team is there: a heartbeat within the last minute counts, whichever process heard it.
package struct Presence: Sendable {
    package static let heartbeatSecondsMax = 60
    /// By then a heartbeat that was told is written down as well.
    package static let toldSecondsMax = 10

    /// What this process heard itself.
    package private(set) var here: [AgentID: Timestamp] = [:]
    /// What all processes wrote down.
    private var written: [AgentID: Timestamp] = [:]
    /// What others told a moment ago and may not have written down yet.
    private var told: [AgentID: Timestamp] = [:]
    /// Who left on purpose, and when: an older heartbeat that is read later does not bring them back.
    private var left: [AgentID: Timestamp] = [:]

    package init() {}

    /// True when the agent was not there before.
    @discardableResult
    package mutating func beat(_ agent: AgentID, at: Timestamp) -> Bool {
        let isNew = !online(at: at).contains(agent)
        here[agent] = at
        left[agent] = nil
        return isNew
    }

    /// The agent left on purpose: no need to wait for the minute to pass.
    package mutating func leave(_ agent: AgentID, at: Timestamp) {
        left[agent] = at
        here[agent] = nil
        written[agent] = nil
        told[agent] = nil
    }

    /// Another process heard the agent.
    package mutating func hear(_ agent: AgentID, at: Timestamp) {
        left[agent] = nil
        told[agent] = at
    }

    /// Takes what all processes wrote down, in place of what stood there before.
    package mutating func replace(written beats: [AgentID: Timestamp]) {
        written = beats.filter { agent, beat in left[agent].map { $0 < beat } ?? true }
    }

    package func online(at now: Timestamp) -> Set<AgentID> {
        func fresh(_ beats: [AgentID: Timestamp], _ secondsMax: Int) -> [AgentID] {
            beats.filter { now.seconds(since: $0.value) < secondsMax }.map(\.key)
        }
        return Set(
            fresh(here, Self.heartbeatSecondsMax) + fresh(written, Self.heartbeatSecondsMax)
                + fresh(told, Self.toldSecondsMax))
    }
}
