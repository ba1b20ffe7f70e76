package import Conversations
import Edge
package import Handoff
package import Identity
import Synchronization

/// The team's open sockets, so that they end with the sessions that opened them.
package final class AgentSockets: Sendable {
    fileprivate struct Entry: Sendable {
        let connection: SocketConnection
        let token: String
        let user: User
    }

    private struct State {
        var next = 0
        var entries: [Int: Entry] = [:]
        /// When each session ends, as far as was known at the last look.
        var ends: [Int: Timestamp] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    fileprivate func add(_ entry: Entry) -> Int {
        state.withLock { state in
            state.next += 1
            state.entries[state.next] = entry
            return state.next
        }
    }

    fileprivate func remove(_ id: Int) {
        state.withLock { state in
            state.entries[id] = nil
            state.ends[id] = nil
        }
    }

    /// Whether a session may be over by its time alone, so that a look is due.
    package func isDue(at now: Timestamp) -> Bool {
        state.withLock { state in state.ends.values.contains { $0 <= now } }
    }

    /// Looks at every socket again: closes those whose session is over, and lets those come back whose user
    /// has
    /// another role.
    package func recheck(access: Access, presence: PresenceBoard) async throws {
        let entries = state.withLock(\.entries)
        var (staying, leaving): (Set<AgentID>, Set<AgentID>) = ([], [])
        for (id, entry) in entries {
            if try await check(id, entry, access: access) {
                staying.insert(entry.user.id)
            } else {
                leaving.insert(entry.user.id)
            }
        }
        for user in leaving.subtracting(staying) { presence.leave(user) }
    }

    /// False when the session is over.
    fileprivate func check(_ id: Int, _ entry: Entry, access: Access) async throws -> Bool {
        guard let known = try await access.session(entry.token) else {
            entry.connection.close(CloseCode.signInAgain, "the session has ended")
            return false
        }
        state.withLock { state in
            if state.entries[id] != nil { state.ends[id] = known.until }
        }
        if known.user.role != entry.user.role {
            entry.connection.close(CloseCode.resumable, "your role has changed: connect again")
        }
        return true
    }
}

/// A session of the team's that is looked at when somebody is disabled, signed out or given another role.
final class WatchedSession: SocketSession {
    private let inner: any SocketSession
    private let entry: AgentSockets.Entry
    private let access: Access
    private let sockets: AgentSockets
    private let place = Mutex<Int?>(nil)

    init(
        _ inner: any SocketSession, connection: SocketConnection, user: User, token: String, access: Access,
        sockets: AgentSockets
    ) {
        self.inner = inner
        entry = AgentSockets.Entry(connection: connection, token: token, user: user)
        self.access = access
        self.sockets = sockets
    }

    func opened() async {
        let id = sockets.add(entry)
        place.withLock { $0 = id }
        await inner.opened()
        // What happened between the check at the door and the entry in the list was seen by nobody.
        _ = try? await sockets.check(id, entry, access: access)
    }

    func received(_ text: String) async { await inner.received(text) }

    func noticed() async { await inner.noticed() }

    func closed() async {
        if let id = place.withLock({ $0 }) { sockets.remove(id) }
        await inner.closed()
    }
}
