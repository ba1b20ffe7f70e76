import Conversations
import Storage
import Testing

/// SplitMix64: the same seed walks the same way on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Applies random rules to a few conversations: what a rule refuses or lets pass is part of the walk.
struct RandomWalk {
    static let conversations = 5

    private let store: Store
    private let desks: [Desk]
    private var generator: SeededGenerator
    private var minted = 0
    /// The types of event that the walk has stored.
    private(set) var appended: Set<String> = []

    init(_ store: Store, seed: UInt64) throws {
        self.store = store
        generator = SeededGenerator(seed: seed)
        desks = try (1...Self.conversations).map { try Desk(store, conversation: "conversation-\($0)") }
        #expect(desks.count == Self.conversations)
    }

    mutating func run(steps: Int) async throws {
        for desk in desks { try await desk.send("message-first") }
        for _ in 0..<steps {
            let desk = desks[Int.random(in: 0..<desks.count, using: &generator)]
            desk.clock.advance(seconds: Int.random(in: 0...40, using: &generator))
            guard let change = try await change(desk), !change.isEmpty else { continue }
            _ = try await store.append(change)
            for event in change.events { appended.insert(try EventCodec.encode(event.body).type) }
        }
    }

    private mutating func mint() throws -> MessageID {
        minted += 1
        return try id("minted-\(minted)")
    }

    private mutating func change(_ desk: Desk) async throws -> Change? {
        let before = try await desk.existing()
        let now = desk.clock.now()
        do throws(Refusal) {
            return switch Int.random(in: 0..<4, using: &generator) {
            case 0: try visitorChange(desk, before, now)
            case 1: try agentChange(desk, before, now)
            default: try assistantChange(before, now)
            }
        } catch {
            return nil
        }
    }

    private mutating func fresh() throws(Refusal) -> MessageID {
        guard let id = try? mint() else { throw .unavailable }
        return id
    }

    private mutating func visitorChange(
        _ desk: Desk, _ before: Conversation, _ now: Timestamp
    ) throws(Refusal) -> Change {
        let id = try fresh()
        let author = Actor.visitor(desk.visitor)
        switch Int.random(in: 0..<6, using: &generator) {
        case 5:
            let page = PageContext(url: "https://example.com/\(id)", title: "")
            return before.moved(to: page, from: nil, client: id, at: now)
        case 0:
            return Conversation.requestPerson(
                by: desk.visitor, in: desk.conversation, existing: before, client: id, online: 1, at: now)
        case 1:
            let contact = Message(id: id, kind: .contact, author: author, text: "ada@example.com")
            return try before.leaveContact(contact, at: now)
        case 2: return try before.rate(Int.random(in: 0...6, using: &generator), client: id, at: now)
        case 3:
            return try before.say(
                helped: Bool.random(using: &generator), about: before.lastAnswer ?? id, client: id, at: now)
        default:
            return try Conversation.receive(
                Message(id: id, author: author, text: "text"), from: desk.visitor, in: desk.conversation,
                existing: before, at: now)
        }
    }

    private mutating func agentChange(
        _ desk: Desk, _ before: Conversation, _ now: Timestamp
    ) throws(Refusal) -> Change {
        let id = try fresh()
        switch Int.random(in: 0..<8, using: &generator) {
        case 5:
            let note = Message(id: id, kind: .note, author: .agent(desk.agent), text: "note")
            return try before.note(note, at: now)
        case 6:
            return try before.report(
                before.lastAnswer ?? id, as: .outdated, saidBy: .assistant, by: desk.agent, client: id,
                at: now)
        case 7:
            return try before.nameArticle(
                "install", answering: before.lastMessage ?? id, saidBy: .agent(desk.agent), by: desk.agent,
                client: id, at: now)
        case 0, 1: return try before.accept(by: desk.agent, client: id, online: [], at: now)
        case 2: return try before.giveBack(by: desk.agent, client: id, at: now)
        case 3: return try before.resolve(by: desk.agent, client: id, at: now)
        default:
            let reply = Message(id: id, author: .agent(desk.agent), text: "reply")
            return try before.reply(reply, by: desk.agent, at: now)
        }
    }

    private mutating func assistantChange(_ before: Conversation, _ now: Timestamp) throws(Refusal) -> Change?
    {
        let id = try fresh()
        let decision = Decision(question: [id], outcome: .answer)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return before.offerContact(at: now)
        case 1:
            return before.handOff(
                decision, reason: .lowConfidence, visitorSeq: before.visitorSeq, online: 0, at: now)
        case 2:
            return before.interruptAnswer(before.lease?.answer ?? id, why: .lapsed, shown: "so far", at: now)
        case 3, 4:
            let lease = AnswerLease(
                answer: id, node: "node-1", visitorSeq: before.visitorSeq, until: now.advanced(bySeconds: 30))
            return before.startAnswer(
                lease, evictingOthers: Bool.random(using: &generator), at: now)
        default:
            let answer = before.lease?.answer ?? id
            return before.finishAnswer(
                EventBody.Answered(answer: answer, citations: [], asksIfHelped: true),
                text: Message(id: answer, author: .assistant, text: "answer"), decision: decision, at: now)
        }
    }
}
