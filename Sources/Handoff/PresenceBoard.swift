package import Conversations
import Synchronization

/// The presence of all agents, shared by their sockets and by the processes that serve them.
package final class PresenceBoard: Sendable {
    /// Told when an agent came here, or left.
    package typealias Listener = @Sendable (_ agent: AgentID, _ isThere: Bool) -> Void

    private struct State {
        var presence = Presence()
        var listener: Listener?
    }

    private let state = Mutex(State())
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    package func beat(_ agent: AgentID) {
        let now = clock.now()
        let told = state.withLock { $0.presence.beat(agent, at: now) ? $0.listener : nil }
        told?(agent, true)
    }

    package func leave(_ agent: AgentID) {
        let now = clock.now()
        let told = state.withLock { state in
            state.presence.leave(agent, at: now)
            return state.listener
        }
        told?(agent, false)
    }

    package var online: Set<AgentID> {
        let now = clock.now()
        return state.withLock { $0.presence.online(at: now) }
    }
}

/// What processes tell one another.
extension PresenceBoard {
    /// `listener` is called on the teller's thread: it must only take note. The last one given counts.
    package func listen(_ listener: @escaping Listener) { state.withLock { $0.listener = listener } }

    package func heard(_ agent: AgentID, isThere: Bool) {
        let now = clock.now()
        state.withLock { state in
            if isThere { state.presence.hear(agent, at: now) } else { state.presence.leave(agent, at: now) }
        }
    }

    package var beatsHere: [AgentID: Timestamp] { state.withLock(\.presence.here) }

    package func replace(written beats: [AgentID: Timestamp]) {
        state.withLock { $0.presence.replace(written: beats) }
    }
}
