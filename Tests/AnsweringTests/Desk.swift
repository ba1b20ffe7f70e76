import Answering
import BatonTesting
import Conversations
import Foundation
import Knowledge
import LanguageModel
import Logging
import Retrieval
import Storage
import Synchronization
import Testing

/// A responder at work over a store in memory and three articles, and a visitor who writes to it.
struct Desk: Sendable {
    let clock = ManualClock()
    let feed = Feed()
    let store: Store
    let recorder: Recorder
    let ada = testID(Visitor.self, "visitor-ada")
    let bob = testID(Agent.self, "agent-bob-1")
    let thread = testID(Conversation.self, "conversation-1")
    private let next = Counter()

    static func withExtractive(
        articles: [Revision] = articles, orphan: Bool = false,
        nodes: AnsweringNodes = .alone("this-node"),
        _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        try await run(ExtractiveAnswerer(), articles: articles, orphan: orphan, nodes: nodes, body)
    }

    static func withScripted(
        fallback: (any Answerer)? = nil,
        _ body: @escaping @Sendable (Desk, ScriptedAnswerer) async throws -> Void
    ) async throws {
        let script = ScriptedAnswerer()
        try await run(script, fallback: fallback) { try await body($0, script) }
    }

    /// The generative answerer with the prompt that comes with Baton, over a model that does as it is told.
    static func withModel(
        _ model: ScriptedModel, fallback: (any Answerer)? = ExtractiveAnswerer(),
        rewriting: ScriptedModel? = nil, _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        let prompt = try Prompt.read(.answer, in: prompts)
        let answerer = GenerativeAnswerer(model: model, prompt: prompt) { secret }
        let rewriter = try rewriting.map {
            QueryRewriter(model: $0, prompt: try Prompt.read(.rewriteQuery, in: prompts)) { secret }
        }
        try await run(answerer, fallback: fallback, rewriter: rewriter, body)
    }

    static let secret = "c4n4ryc4n4ryc4n4"
    static let prompts = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Prompts").standardized.path

    private static func run(
        _ answerer: any Answerer, fallback: (any Answerer)? = ExtractiveAnswerer(),
        articles: [Revision] = articles, orphan: Bool = false,
        nodes: AnsweringNodes = .alone("this-node"), rewriter: QueryRewriter? = nil,
        _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        let desk = try await Desk()
        if orphan { try await desk.leaveOrphan() }
        let ids = Counter()
        let assistant = Assistant(
            index: SearchIndex(Snapshot(articles)), answerer: answerer, fallback: fallback,
            rules: try Rules.read(prompts + "/rules.yaml"), rewriter: { rewriter })
        let responder = Responder(
            recorder: desk.recorder, unanswered: desk.store, assistant: assistant,
            settings: { AnswerSettings() }, nodes: nodes, online: { 0 },
            newID: { "answer-\(1000 + ids.next())" }, logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await responder.work() }
            group.addTask { try await body(desk) }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
        await desk.store.close()
    }

    private init() async throws {
        store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        recorder = Recorder(journal: store, feed: feed, clock: clock)
    }

    func ask(_ text: String, page: PageContext? = nil, at other: Recorder? = nil) async throws {
        let message = Message(
            id: testID(Message.self, "question-\(1000 + next.next())"), author: .visitor(ada), text: text,
            page: page)
        let (ada, thread) = (ada, thread)
        _ = try await (other ?? recorder).record(thread, in: .visitor(ada), client: message.id) {
            existing, now throws(Refusal) in
            try Conversation.receive(message, from: ada, in: thread, existing: existing, at: now)
        }
    }

    func accept() async throws {
        let bob = bob
        _ = try await recorder.record(thread, in: .agent(bob), client: testID(Message.self, "accept-0001")) {
            existing, now throws(Refusal) in
            guard let existing else { throw .unknownConversation }
            return try existing.accept(
                by: bob, client: testID(Message.self, "accept-0001"), online: [], live: feed.live(in: thread),
                at: now)
        }
    }

    /// What a process leaves behind that died in the middle of an answer.
    private func leaveOrphan() async throws {
        try await ask("How do I install Baton?")
        let clock = clock
        _ = try await recorder.record(thread, reason: "test") { conversation, now in
            let lease = AnswerLease(
                answer: testID(Message.self, "answer-dead"), node: "dead-node",
                visitorSeq: conversation.visitorSeq,
                until: clock.now().advanced(bySeconds: 3600))
            return conversation.startAnswer(lease, evictingOthers: true, at: now)
        }
    }

    func state() async throws -> Conversation {
        try #require(try await store.conversation(thread, in: .system(reason: "test")))
    }

    func events() async throws -> [DeliveredEvent] {
        try await store.events(of: thread, after: 0, limit: 1000, in: .system(reason: "test"))
    }

    func texts(_ kind: Message.Kind) async throws -> [String] {
        try await events().compactMap(\.message).filter { $0.kind == kind }.map(\.text)
    }

    /// The bodies so far, once they satisfy `condition`. Woken by the feed; a deadline ends a test that would
    /// hang.
    func bodies(until condition: @escaping @Sendable ([EventBody]) -> Bool) async throws -> [EventBody] {
        try await eventually {
            let bodies = try await events().map(\.event.body)
            return condition(bodies) ? bodies : nil
        }
    }

    func answered() async throws -> EventBody.Answered {
        let bodies = try await bodies { $0.contains { if case .answered = $0 { true } else { false } } }
        return try #require(
            bodies.compactMap { body -> EventBody.Answered? in
                guard case .answered(let answered) = body else { return nil }
                return answered
            }.last)
    }

    /// What the visitor is asked back about a question.
    func askedBack(_ question: String) async throws -> AskedBack {
        try await ask(question)
        let bodies = try await bodies { $0.contains { $0.askedBack != nil || $0.handedOff != nil } }
        return try #require(bodies.compactMap(\.askedBack).last)
    }

    func decisions() async throws -> [Decision] { try await events().compactMap(\.event.body.decision) }

    /// Returns once the visitor has been shown `text`.
    func delta(_ text: String) async throws {
        try await eventually { feed.live(in: thread)?.text.hasPrefix(text) == true ? () : nil }
    }

    /// All that the visitor was ever shown of answers, by answer.
    func watch() -> Shown {
        let shown = Shown()
        _ = feed.listen(to: thread) { shown.take($0) }
        return shown
    }

    static let articles: [Revision] = [
        article(
            "install", "Install Baton",
            "To install Baton, clone the repository and run `script/run`. It takes minutes."),
        article(
            "embed", "Embed the widget", "Add one script tag to your page. The chat appears in the corner."),
        article(
            "agents", "Sign in as an agent",
            "Open the console and sign in with your e-mail address and password."),
    ]

    static func article(_ id: String, _ title: String, _ text: String) -> Revision {
        guard let id = ArticleID(id) else { preconditionFailure("no article id") }
        return Revision(
            article: Article(id: id, title: title, markdown: text), number: 1, updatedAtMilliseconds: 0)
    }
}

/// The deltas of a conversation, put together.
final class Shown: Sendable {
    private let texts = Mutex<[String: String]>([:])

    func take(_ signal: Signal) {
        guard case .delta(_, let answer, _, let text) = signal else { return }
        texts.withLock { $0[answer.value, default: ""] += text }
    }

    var all: [String: String] { texts.withLock(\.self) }
}

/// 1, 2, 3 ...
final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

func testID<Kind>(_ kind: Kind.Type, _ text: String) -> Identifier<Kind> {
    guard let id = Identifier<Kind>(text) else { preconditionFailure("\(text) is no identifier") }
    return id
}
