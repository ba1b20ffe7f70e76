package import Nodes
import Synchronization

/// Announcements through PostgreSQL's LISTEN and NOTIFY: one connection hears, another one tells.
package final class PostgresAnnouncements: Announcements {
    /// The one channel. What the log itself announces comes through it too.
    static let channel = "baton"

    package let hearing = Hearing()
    private let outbox = Outbox()
    private let listener: PostgresListener
    private let publisher: PostgresPublisher
    private let threads = Mutex<ThreadGroup?>(nil)

    init(_ address: PostgresAddress, node: String) {
        listener = PostgresListener(address, node: node, hearing: hearing)
        publisher = PostgresPublisher(address: address, node: node)
    }

    /// Begins to listen and to tell.
    package func start() {
        let (listener, publisher, outbox) = (listener, publisher, outbox)
        threads.withLock { threads in
            threads = threads ?? ThreadGroup([{ listener.serve() }, { publisher.serve(outbox) }])
        }
    }

    deinit {
        listener.stop()
        outbox.close()
    }

    package func announce(_ json: String) { outbox.add(json) }

    package var isListening: Bool { listener.isListening }
    package var isLeader: Bool { listener.isLeader }

    /// Tells what waits, then lets the connections go, and with them the lead.
    package func close() async {
        outbox.close()
        listener.stop()
        await threads.withLock(\.self)?.finished()
    }
}
