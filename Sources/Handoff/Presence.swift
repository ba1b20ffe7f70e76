package import Conversations

/// Who of the team is there: a heartbeat within the last minute counts, whichever process heard it.
package struct Presence: Sendable {
    package static let heartbeatSecondsMax = 60

    /// What this process heard itself.
    package private(set) var here: [AgentID: Timestamp] = [:]
    private var elsewhere: [AgentID: Timestamp] = [:]
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
        elsewhere[agent] = nil
    }

    /// Another process heard the agent.
    package mutating func hear(_ agent: AgentID, at: Timestamp) {
        left[agent] = nil
        elsewhere[agent] = at
    }

    /// Takes what all processes wrote down, in place of what was heard of them before.
    package mutating func replace(elsewhere beats: [AgentID: Timestamp]) {
        elsewhere = beats.filter { agent, beat in left[agent].map { $0 < beat } ?? true }
    }

    package func online(at now: Timestamp) -> Set<AgentID> {
        func isFresh(_ beat: Timestamp) -> Bool { now.seconds(since: beat) < Self.heartbeatSecondsMax }
        return Set(here.filter { isFresh($0.value) }.keys)
            .union(elsewhere.filter { isFresh($0.value) }.keys)
    }
}
