import BatonTesting
import Conversations
import Storage
import Testing

func id<Kind>(_ name: String) throws -> Identifier<Kind> { try #require(Identifier<Kind>(name)) }

/// A visitor who writes into a conversation of their own, by the rules and over a store.
struct Visitor: Sendable {
    let recorder: Recorder
    let visitor: VisitorID
    let conversation: ConversationID

    init(_ store: Store, _ number: Int) throws {
        recorder = Recorder(journal: store, feed: Feed(), clock: ManualClock())
        visitor = try id("visitor-\(number)")
        conversation = try id("conversation-\(number)")
    }

    @discardableResult
    func send(_ name: String, _ text: String = "Where is my order?") async throws(Refusal) -> Receipt {
        guard let message = MessageID(name) else { throw .unavailable }
        let (visitor, conversation) = (visitor, conversation)
        return try await recorder.record(
            conversation, in: .visitor(visitor), client: message
        ) { existing, now throws(Refusal) in
            try Conversation.receive(
                Message(id: message, author: .visitor(visitor), text: text), from: visitor,
                in: conversation, existing: existing, at: now)
        }
    }

    /// What the visitor wrote, in the order of the log.
    func written(in store: Store) async throws -> [String] {
        try await store.events(of: conversation, after: 0, limit: 10_000, in: .visitor(visitor))
            .compactMap { $0.message?.id.value }
    }
}

extension StoreOptions {
    static func testing(
        node: String = "node-a", _ change: (inout PostgresLimits) -> Void = { _ in }
    ) -> StoreOptions {
        var limits = PostgresLimits()
        change(&limits)
        return StoreOptions(node: node, postgres: limits, newEpoch: { "epoch-1" })
    }
}

extension PostgresScript {
    /// A server that a test may stop and start, with one empty database.
    static func started(_ options: [String] = []) async throws -> (PostgresScript, PostgresAddress) {
        let script = try PostgresScript(options)
        try #require(await script.address() != nil)
        let answer = await script.answer(to: "database")
        return (script, try #require(answer.flatMap { PostgresAddress($0) }))
    }
}

/// Gives `body` an empty database of the server that all tests share.
func withDatabase(_ body: (PostgresAddress) async throws -> Void) async throws {
    let url = try await PostgresServer.shared.database()
    let address = try #require(PostgresAddress(url))
    try await body(address)
    try await PostgresServer.shared.drop(url)
}
