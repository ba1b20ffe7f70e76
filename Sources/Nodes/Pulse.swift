package import Conversations
package import Handoff
package import Logging
import Synchronization

/// The heartbeat of this process, and its watch over those of the others.
package final class Pulse: Sendable {
    /// A heartbeat of an agent is written down again once it is this much younger.
    static let agentBeatSeconds = 10

    private struct State {
        var book: NodeBook
        var written: [AgentID: Timestamp] = [:]
    }

    package let node: String
    private let version: String
    private let startedAt: Timestamp
    private let ledger: any NodeLedger
    private let presence: PresenceBoard
    private let clock: any WallClock
    private let died: @Sendable ([String]) -> Void
    private let logger: Logger
    private let state: Mutex<State>

    /// - Parameter died: told of nodes that are no more.
    package init(
        node: String, version: String, ledger: any NodeLedger, presence: PresenceBoard, clock: any WallClock,
        logger: Logger, died: @escaping @Sendable ([String]) -> Void
    ) {
        self.node = node
        self.version = version
        startedAt = clock.now()
        self.ledger = ledger
        self.presence = presence
        self.clock = clock
        self.logger = logger
        self.died = died
        state = Mutex(State(book: NodeBook(own: node)))
    }

    package var isAlone: Bool { state.withLock(\.book.isAlone) }

    package func isDead(_ node: String) -> Bool {
        let now = clock.now()
        return state.withLock { $0.book.isDead(node, at: now) }
    }

    /// Writes down that this process lives, and looks at the others. Once before anything else is done.
    package func beat() async throws(JournalError) {
        let now = clock.now()
        let here = presence.beatsHere
        let written = state.withLock(\.written)
        let heard = here.filter { agent, beat in
            written[agent].map { beat.seconds(since: $0) >= Self.agentBeatSeconds } ?? true
        }
        let left = written.filter { here[$0.key] == nil }
        try await ledger.beat(
            NodeBeat(node: node, version: version, startedAt: startedAt, at: now), heard: heard, left: left)
        state.withLock { state in
            state.written = written.filter { here[$0.key] != nil }.merging(heard) { $1 }
        }
        try await look()
    }

    private func look() async throws(JournalError) {
        let beats = try await ledger.beats()
        let now = clock.now()
        presence.replace(written: beats.agents)
        let (gone, forgotten) = state.withLock { state in
            (state.book.look(beats.nodes, at: now), state.book.forgotten(at: now))
        }
        if !gone.isEmpty {
            logger.info("nodes are gone", metadata: ["nodes": "\(gone.joined(separator: " "))"])
            died(gone)
        }
        if !forgotten.isEmpty { try await ledger.forget(nodes: forgotten) }
    }

    /// Beats until the task is cancelled.
    package func work() async {
        while !Task.isCancelled {
            do {
                try await clock.sleep(milliseconds: NodeBook.beatMilliseconds)
                try await beat()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("the heartbeat cannot be written", metadata: ["why": "\(error)"])
            }
        }
    }

    /// Goes: the others need not wait for the silence.
    package func end() async {
        try? await ledger.forget(nodes: [node])
    }
}
