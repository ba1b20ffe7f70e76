import Answering
import BatonServer
import BatonTesting
import Conversations
import LanguageModel
import Nodes
import Storage
import Testing

/// What becomes of an answer whose node is no more.
@Suite(.timeLimit(.minutes(2)))
struct LostNodeTests {
    private let thread = "conversation-1"

    @Test func `an answer that a dead node began is given by another one, exactly once`() async throws {
        try await TwoServers.run(adjust: { $0.answerer = ExtractiveAnswerer() }) { servers in
            let visitors = [try await servers.first.visitor(), try await servers.second.visitor()]
            let orphan = try Orphan(servers.first.baton.store, visitor: visitors[0].welcome.visitor)
            try await orphan.begin(in: thread)
            try await visitors[0].resume(thread)
            let begun = try await visitors[0].event("answering")
            let withdrawn = try await visitors[0].event("withdrawn")
            #expect(withdrawn.event?.answer == begun.event?.answer)
            let answer = try await visitors[0].next { $0.event?.author?.kind == "assistant" }
            #expect(answer.event?.citations?.first?.article == "install")
            let bodies = try await orphan.bodies()
            #expect(bodies.count { if case .answered = $0 { true } else { false } } == 1)
            #expect(bodies.count { if case .answerInterrupted = $0 { true } else { false } } == 1)
            // The node wakes again and wants to go on.
            #expect(try await orphan.finish() == nil)
        }
    }

    @Test func `a question that arrived at a node that died is answered by another one`() async throws {
        try await TwoServers.run(adjust: { $0.answerer = ExtractiveAnswerer() }) { servers in
            let visitor = try await servers.second.visitor()
            let orphan = try Orphan(servers.first.baton.store, visitor: visitor.welcome.visitor)
            try await orphan.ask(in: thread)
            try await visitor.resume(thread)
            let answer = try await visitor.next { $0.event?.author?.kind == "assistant" }
            #expect(answer.event?.citations?.first?.article == "install")
            let bodies = try await orphan.bodies()
            #expect(bodies.count { if case .answered = $0 { true } else { false } } == 1)
        }
    }
}

/// A third node without a responder, which begins an answer and then does nothing.
private struct Orphan {
    let store: Store
    let recorder: Recorder
    let conversation: ConversationID
    let visitor: VisitorID
    let answer: MessageID

    init(_ store: Store, visitor: String?) throws {
        self.store = store
        // Nobody listens to this feed, so that nobody wakes but by the sweep.
        recorder = Recorder(journal: store, feed: Feed(), clock: SystemClock())
        conversation = try #require(ConversationID("conversation-1"))
        self.visitor = try #require(visitor.flatMap(VisitorID.init))
        answer = try #require(MessageID("answer-of-the-dead"))
    }

    func beat() async throws {
        let now = recorder.clock.now()
        try await store.beat(
            NodeBeat(node: "node-dead", version: "1", startedAt: now, at: now), heard: [:], left: [:])
    }

    func ask(in thread: String) async throws {
        let (visitor, conversation) = (visitor, conversation)
        let message = Message(
            id: try #require(MessageID("message-1")), author: .visitor(visitor),
            text: "How do I install Baton?")
        _ = try await recorder.record(conversation, in: .visitor(visitor), client: message.id) {
            existing, now throws(Refusal) in
            try Conversation.receive(message, from: visitor, in: conversation, existing: existing, at: now)
        }
    }

    func begin(in thread: String) async throws {
        try await beat()
        try await ask(in: thread)
        let answer = answer
        _ = try await recorder.record(conversation, reason: "test") { conversation, now in
            let lease = AnswerLease(
                answer: answer, node: "node-dead", visitorSeq: conversation.visitorSeq,
                until: now.advanced(bySeconds: 3600))
            return conversation.startAnswer(lease, evictingOthers: false, at: now)
        }
    }

    func finish() async throws -> Receipt? {
        let answered = EventBody.Answered(answer: answer, citations: [], asksIfHelped: false)
        let message = Message(id: answer, author: .assistant, text: "Too late.")
        let decision = Decision(question: [], outcome: .answer)
        return try await recorder.record(conversation, reason: "test") { conversation, now in
            conversation.finishAnswer(answered, text: message, decision: decision, at: now)
        }
    }

    func bodies() async throws -> [EventBody] {
        try await store.events(of: conversation, after: 0, limit: 1000, in: .system(reason: "test"))
            .map(\.event.body)
    }
}
