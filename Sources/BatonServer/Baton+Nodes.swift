import Answering
import Conversations
import Gateway
import Logging
import Nodes
import ServiceLifecycle
import Storage

extension Baton {
    /// The release, as it is shown and as nodes write it down.
    package static let version = "0.1.0"

    /// Whether no other process works on the database, as far as was seen.
    package var isAlone: Bool { nodes.isAlone }
    /// Whether announcements of other processes arrive.
    package var isListening: Bool { nodes.isListening }
    /// Whether this process does what only one may do at a time.
    package var leads: Bool { nodes.leads() }

    /// What a process does because others may work on the same database. Where nobody can, that is nothing.
    struct NodeRoom: Sendable {
        private struct Shared: Sendable {
            let announcements: PostgresAnnouncements
            let relay: Relay
            let pulse: Pulse
        }

        let answering: AnsweringNodes
        /// Whether this process does what only one may do at a time.
        let leads: @Sendable () -> Bool
        private let shared: Shared?

        init(_ surroundings: Surroundings, recorder: Recorder, store: Store, board: Switchboard) {
            guard let announcements = store.announcements() else {
                answering = .alone(store.node)
                leads = { true }
                shared = nil
                return
            }
            let logger = surroundings.logger
            let boards = TeamBoards(presence: board.presence, seen: board.seen, viewers: board.viewers)
            let relay = Relay(
                announcements, recorder: recorder, ledger: store, boards: boards, logger: logger)
            let pulse = Pulse(
                node: store.node, version: Baton.version, ledger: store, presence: board.presence,
                clock: recorder.clock, logger: logger, died: { relay.forget($0) })
            shared = Shared(announcements: announcements, relay: relay, pulse: pulse)
            answering = AnsweringNodes(
                own: store.node, isAlone: { pulse.isAlone }, isDead: { pulse.isDead($0) })
            leads = { announcements.isLeader }
        }

        var isAlone: Bool { answering.isAlone() }
        var isListening: Bool { shared?.announcements.isListening ?? false }

        var services: [any Service] {
            shared.map { [NodeService(relay: $0.relay, pulse: $0.pulse)] } ?? []
        }

        /// Before anything else is done: others must not take this node for a dead one.
        func start() async throws {
            guard let shared else { return }
            try await shared.pulse.beat()
            shared.announcements.start()
        }

        func close() async {
            await shared?.pulse.end()
            await shared?.announcements.close()
        }
    }
}

/// What goes on between nodes.
private struct NodeService: Service {
    let relay: Relay
    let pulse: Pulse

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await relay.work() }
                group.addTask { await pulse.work() }
            }
        }
    }
}
