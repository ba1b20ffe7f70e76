import Conversations
import Handoff
import Storage
import Synchronization
import Testing

/// An id for a test; the names of tests are long enough to be valid ones.
func id<Kind>(_ name: String) throws -> Identifier<Kind> { try #require(Identifier<Kind>(name)) }

/// A clock that stands still until it is moved.
final class ManualClock: WallClock {
    private let milliseconds: Mutex<Int64>

    init(_ milliseconds: Int64 = 1_000_000) { self.milliseconds = Mutex(milliseconds) }

    func now() -> Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

    func advance(seconds: Int) { milliseconds.withLock { $0 += Int64(seconds) * 1000 } }

    func sleep(milliseconds: Int) async throws {
        self.milliseconds.withLock { $0 += Int64(milliseconds) }
    }
}

/// Applies the rules of one conversation over a store, as the rooms do.
struct Desk: Sendable {
    let store: Store
    let clock = ManualClock()
    let conversation: ConversationID
    let visitor: VisitorID
    let agent: AgentID

    init(_ store: Store, conversation name: String = "conversation-1", visitor: String = "visitor-1") throws {
        self.store = store
        conversation = try id(name)
        self.visitor = try id(visitor)
        agent = try id("agent-ada")
    }

    func state() async throws -> Conversation? {
        try await store.conversation(conversation, in: .system(reason: "test"))
    }

    func existing() async throws -> Conversation { try #require(try await state()) }

    func message(_ name: String, _ text: String, page: PageContext? = nil) throws -> Message {
        Message(id: try id(name), author: .visitor(visitor), text: text, page: page)
    }

    @discardableResult
    func send(_ name: String, _ text: String = "Where is my order?", page: PageContext? = nil) async throws
        -> Receipt
    {
        try await store.append(try await change(name, text, page: page))
    }

    func change(_ name: String, _ text: String, page: PageContext? = nil) async throws -> Change {
        try Conversation.receive(
            try message(name, text, page: page), from: visitor, in: conversation,
            existing: try await state(), at: clock.now())
    }

    @discardableResult
    func requestPerson(_ client: String) async throws -> Receipt {
        try await store.append(
            Conversation.requestPerson(
                by: visitor, in: conversation, existing: try await state(), client: try id(client), online: 0,
                at: clock.now()))
    }

    @discardableResult
    func accept(_ client: String, by other: AgentID? = nil) async throws -> Receipt {
        let change = try await existing().accept(
            by: other ?? agent, client: try id(client), online: [], at: clock.now())
        return try await store.append(change)
    }

    @discardableResult
    func reply(_ name: String, _ text: String) async throws -> Receipt {
        let message = Message(id: try id(name), author: .agent(agent), text: text)
        return try await store.append(try await existing().reply(message, by: agent, at: clock.now()))
    }

    @discardableResult
    func leaveContact(_ name: String, _ address: String) async throws -> Receipt {
        let contact = Message(id: try id(name), kind: .contact, author: .visitor(visitor), text: address)
        return try await store.append(try await existing().leaveContact(contact, at: clock.now()))
    }

    @discardableResult
    func resolve(_ client: String) async throws -> Receipt {
        try await store.append(
            try await existing().resolve(by: agent, client: try id(client), at: clock.now()))
    }

    @discardableResult
    func note(_ name: String, _ text: String) async throws -> Receipt {
        let note = Message(id: try id(name), kind: .note, author: .agent(agent), text: text)
        return try await store.append(try await existing().note(note, at: clock.now()))
    }

    @discardableResult
    func move(_ name: String, to page: PageContext) async throws -> Receipt {
        let known = try await store.row(conversation)?.page?.url
        return try await store.append(
            try await existing().moved(to: page, from: known, client: try id(name), at: clock.now()))
    }

    func startAnswer(_ answer: String) async throws {
        let before = try await existing()
        let lease = AnswerLease(
            answer: try id(answer), node: "node-1", visitorSeq: before.visitorSeq,
            until: clock.now().advanced(bySeconds: 60))
        let change = try #require(before.startAnswer(lease, evictingOthers: false, at: clock.now()))
        _ = try await store.append(change)
    }

    func finishAnswer(_ answer: String, _ text: String) async throws {
        let answered = EventBody.Answered(answer: try id(answer), citations: [], asksIfHelped: true)
        let message = Message(id: try id(answer), author: .assistant, text: text)
        let decision = Decision(question: [], outcome: .answer)
        let change = try #require(
            try await existing().finishAnswer(answered, text: message, decision: decision, at: clock.now()))
        _ = try await store.append(change)
    }

    func interruptAnswer(_ answer: String, shown: String) async throws {
        let change = try #require(
            try await existing().interruptAnswer(
                try id(answer), why: .lapsed, shown: shown, at: clock.now()))
        _ = try await store.append(change)
    }

    func events(after seq: Int = 0, limit: Int = 1000, in scope: Scope? = nil) async throws
        -> [DeliveredEvent]
    {
        try await store.events(
            of: conversation, after: seq, limit: limit, in: scope ?? .system(reason: "test"))
    }
}
