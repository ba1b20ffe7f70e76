import BatonTesting
import Conversations
import Mail
import Outbound
import Storage
import Synchronization
import Testing

func id<Kind>(_ name: String) throws -> Identifier<Kind> { try #require(Identifier<Kind>(name)) }

/// A conversation whose visitor left an address, a desk that mails to it, and a mail server that fails as a
/// script says.
final class House: Sendable {
    let clock = ManualClock()
    let server: ScriptedMailServer
    let store: Store
    let desk: MailDesk
    let conversation: ConversationID
    let agent: AgentID
    private let visitor: VisitorID
    private let client: OutboundClient

    init(_ script: MailScript = MailScript(), afterSeconds: Int = 60) async throws {
        let server = try ScriptedMailServer(script)
        self.server = server
        store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        conversation = try id("conversation-1")
        agent = try id("agent-ada")
        visitor = try id("visitor-1")
        client = try OutboundClient()
        let settings = try MailSettings(
            server: server.url, user: "", password: "", from: "Shop <support@shop.test>",
            afterSeconds: afterSeconds, caFile: "")
        let clock = clock
        let (box, isSet) = (Box(), Box())
        isSet.value.withLock { $0 = 1 }
        (shownBox, setBox) = (box, isSet)
        desk = MailDesk(
            queue: store, recorder: Recorder(journal: store, feed: Feed(), clock: clock), client: client,
            surroundings: MailDesk.Surroundings(
                settings: { isSet.value.withLock { $0 } == 1 ? settings : nil },
                shownSeq: { _ in box.value.withLock { $0 } }, name: { _ in "Ada" },
                link: { ("https://help.shop.test/conversation#token-of-\($0.id)", clock.now()) },
                site: { "help.shop.test" }, report: { _ in }))
    }

    /// A number that a closure reads.
    private final class Box: Sendable {
        let value = Mutex(0)
    }

    private let shownBox: Box
    private let setBox: Box

    func show(_ seq: Int) { shownBox.value.withLock { $0 = seq } }
    func setMail(_ isSet: Bool) { setBox.value.withLock { $0 = isSet ? 1 : 0 } }

    func close() async {
        server.stop()
        await client.shutdown()
        await store.close()
    }

    /// The visitor asks, wants a person and leaves an address; an agent takes it.
    func begin(address: String = "grace@home.test", question: String = "Can I pay by card?") async throws {
        let asked = Message(id: try id("message-1"), author: .visitor(visitor), text: question)
        _ = try await store.append(
            try Conversation.receive(
                asked, from: visitor, in: conversation, existing: nil, at: clock.now()))
        _ = try await store.append(
            Conversation.requestPerson(
                by: visitor, in: conversation, existing: try await state(), client: try id("request-1"),
                online: 0, at: clock.now()))
        let contact = Message(
            id: try id("contact-1"), kind: .contact, author: .visitor(visitor), text: address)
        _ = try await store.append(try await state().leaveContact(contact, at: clock.now()))
        _ = try await store.append(
            try await state().accept(by: agent, client: try id("accept-1"), online: [], at: clock.now()))
    }

    /// The seq of the reply.
    @discardableResult
    func reply(_ name: String, _ text: String) async throws -> Int {
        let message = Message(id: try id(name), author: .agent(agent), text: text)
        return try await store.append(try await state().reply(message, by: agent, at: clock.now())).seq
    }

    func state() async throws -> Conversation {
        try #require(try await store.conversation(conversation, in: .system(reason: "test")))
    }

    /// What became of mails, from the log.
    func outcomes() async throws -> [EventBody] {
        let events = try await store.events(
            of: conversation, after: 0, limit: 1000, in: .system(reason: "test"))
        return events.map(\.event.body).filter { body in
            switch body {
            case .mailed, .mailFailed: true
            default: false
            }
        }
    }

    func tick(after seconds: Int = 0) async throws {
        clock.advance(seconds: seconds)
        try await desk.tick()
    }

    var mails: [String] { server.seen.mails }
}

func withHouse(
    _ script: MailScript = MailScript(), _ body: (House) async throws -> Void
) async throws {
    let house = try await House(script)
    do {
        try await body(house)
        await house.close()
    } catch {
        await house.close()
        throw error
    }
}
