import BatonTesting
import Conversations
import Handoff
import Logging
import Nodes
import Storage
import Synchronization

/// Two processes over one log in memory, with their relays at work. Each append is announced, as the store of
/// several nodes does it.
struct TwoNodes: Sendable {
    struct Node: Sendable {
        let station: Bus.Station
        let recorder: Recorder
        let boards: TeamBoards
        let pulse: Pulse
        let relay: Relay

        var feed: Feed { recorder.feed }
    }

    let clock = ManualClock()
    let ledger = MemoryLedger()
    let store: Store
    let here: Node
    let there: Node
    let thread = testID(Conversation.self, "conversation-1")
    let visitor = testID(Visitor.self, "visitor-ada")
    let ada = testID(Agent.self, "agent-ada-1")

    static func run(_ body: @escaping @Sendable (TwoNodes) async throws -> Void) async throws {
        let nodes = try await TwoNodes()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in [nodes.here, nodes.there] {
                try await node.pulse.beat()
                group.addTask { await node.relay.work() }
                group.addTask { await node.pulse.work() }
            }
            group.addTask { try await body(nodes) }
            // The relays work until the end, so the first to end is the test.
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
        await nodes.store.close()
    }

    private init() async throws {
        store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        let bus = Bus()
        (here, there) = (
            Self.node("node-here", bus, store, ledger, clock),
            Self.node("node-there", bus, store, ledger, clock)
        )
    }

    private static func node(
        _ name: String, _ bus: Bus, _ store: Store, _ ledger: MemoryLedger, _ clock: ManualClock
    ) -> Node {
        let station = bus.station(name)
        let recorder = Recorder(
            journal: AnnouncingJournal(inner: store, station: station, ledger: ledger), feed: Feed(),
            clock: clock)
        let boards = TeamBoards(
            presence: PresenceBoard(clock: clock), seen: SeenBoard(), viewers: ViewerBoard())
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let relay = Relay(station, recorder: recorder, ledger: ledger, boards: boards, logger: logger)
        let pulse = Pulse(
            node: name, version: "1", ledger: ledger, presence: boards.presence, clock: clock, logger: logger,
            died: { relay.forget($0) })
        return Node(station: station, recorder: recorder, boards: boards, pulse: pulse, relay: relay)
    }

    /// The visitor writes, at one of the nodes.
    func write(_ text: String, id: String, at node: Node) async throws {
        let message = Message(
            id: testID(Message.self, id), author: .visitor(visitor), text: text)
        let (visitor, thread) = (visitor, thread)
        _ = try await node.recorder.record(thread, in: .visitor(visitor), client: message.id) {
            existing, now throws(Refusal) in
            try Conversation.receive(message, from: visitor, in: thread, existing: existing, at: now)
        }
    }
}

/// Announces what it appends.
struct AnnouncingJournal: Journal {
    let inner: Store
    let station: Bus.Station
    let ledger: MemoryLedger

    var epoch: String { inner.epoch }

    func append(_ change: Change) async throws(JournalError) -> Receipt {
        let receipt = try await inner.append(change)
        ledger.note(change.conversation)
        station.advanced([change.conversation])
        return receipt
    }

    func conversation(_ id: ConversationID, in scope: Scope) async throws(JournalError) -> Conversation? {
        try await inner.conversation(id, in: scope)
    }

    func receipt(
        for client: ClientID, in conversation: ConversationID
    ) async throws(JournalError) -> Receipt? {
        try await inner.receipt(for: client, in: conversation)
    }

    func author(
        of message: MessageID, in conversation: ConversationID
    ) async throws(JournalError) -> Actor? {
        try await inner.author(of: message, in: conversation)
    }

    func events(
        of id: ConversationID, after seq: Int, limit: Int, in scope: Scope
    ) async throws(JournalError) -> [DeliveredEvent] {
        try await inner.events(of: id, after: seq, limit: limit, in: scope)
    }
}

/// The signals of one conversation, or of all, as they came.
final class Signals: Sendable {
    private let heard = Mutex<[Signal]>([])

    init(of feed: Feed, in id: ConversationID? = nil, from origin: Feed.Origin? = .elsewhere) {
        _ = feed.listen(to: id, from: origin) { [weak self] signal in
            self?.heard.withLock { $0.append(signal) }
        }
    }

    var all: [Signal] { heard.withLock(\.self) }

    /// The highest seq that was told.
    var seq: Int {
        all.reduce(0) { seq, signal in
            guard case .advanced(let state) = signal else { return seq }
            return max(seq, state.seq)
        }
    }
}
