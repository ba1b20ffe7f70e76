package import Conversations
package import Nodes
import Synchronization

/// Announcements between nodes of one process, without a database: in order, and as lossy as a test wants.
package final class Bus: Sendable {
    private struct State {
        var stations: [Station] = []
        var leader: String?
    }

    private let state = Mutex(State())

    package init() {}

    /// A place on the bus; the first one leads.
    package func station(_ node: String) -> Station {
        let station = Station(node: node, bus: self)
        state.withLock { state in
            state.stations.append(station)
            state.leader = state.leader ?? node
        }
        return station
    }

    fileprivate var leader: String? { state.withLock(\.leader) }

    fileprivate func tell(_ heard: Heard, from node: String) {
        for station in state.withLock(\.stations) where station.node != node { station.hear(heard) }
    }

    /// One node's end of the bus.
    package final class Station: Announcements {
        fileprivate let node: String
        private let bus: Bus
        private let isDeaf = Mutex(false)
        package let hearing = Hearing()

        fileprivate init(node: String, bus: Bus) {
            self.node = node
            self.bus = bus
        }

        package func announce(_ json: String) { bus.tell(.frame(node: node, json: json), from: node) }

        /// What the store does with each append.
        package func advanced(_ ids: [ConversationID]) { bus.tell(.advanced(ids), from: node) }

        package var isListening: Bool { !isDeaf.withLock(\.self) }
        package var isLeader: Bool { bus.leader == node }

        /// Loses all that is told, until it hears again and knows that it may have missed something.
        package func deafen() { isDeaf.withLock { $0 = true } }

        package func recover() {
            isDeaf.withLock { $0 = false }
            hearing.put([.missed])
        }

        fileprivate func hear(_ heard: Heard) {
            if isListening { hearing.put([heard]) }
        }
    }
}
