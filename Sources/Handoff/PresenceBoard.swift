package import Conversations
import Synchronization

/// The presence of all agents, shared by their sockets.
package final class PresenceBoard: Sendable {
    private let presence = Mutex(Presence())
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    package func beat(_ agent: AgentID) {
        let now = clock.now()
        presence.withLock { $0.beat(agent, at: now) }
    }

    package func leave(_ agent: AgentID) { presence.withLock { $0.leave(agent) } }

    package var online: Set<AgentID> {
        let now = clock.now()
        return presence.withLock { $0.online(at: now) }
    }
}
