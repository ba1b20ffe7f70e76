import BatonTesting
import Calibration
import Conversations
import Knowledge
import Retrieval
import Storage
import Testing

@Suite struct UnansweredKeeperTests {
    private static let question = "How do purple elephants pay their parcel?"
    private let embedder = WordEmbedder()
    private let index: SearchIndex
    private let indexer: Indexer
    private let conversation: ConversationID = id("conversation-1")
    private let agent: AgentID = id("agent-ada-1")

    init() {
        index = SearchIndex(embedder: embedder)
        let vectors = MemoryVectors()
        indexer = Indexer(index: index, embedder: embedder, cache: vectors, archive: vectors, now: { 0 })
    }

    private func publish(_ texts: [(id: String, title: String, text: String)]) async throws {
        let revisions = try texts.map { text in
            Revision(
                article: Article(
                    id: try #require(ArticleID(text.id)), title: text.title, markdown: text.text), number: 1,
                updatedAtMilliseconds: 0)
        }
        if try await indexer.start(revisions) { try await indexer.finish(revisions) }
    }

    /// A question that was handed over, a person's reply, and which article they named for it.
    private func handOver(_ store: Store, naming article: String?) async throws {
        let visitor: VisitorID = id("visitor-1")
        let asked = try Conversation.receive(
            Message(id: id("message-1"), author: .visitor(visitor), text: Self.question), from: visitor,
            in: conversation, existing: nil, at: moment(1))
        _ = try await store.append(asked)
        var decision = Decision(
            question: [id("message-1")], outcome: .handOff, reason: .lowConfidence, snapshot: "abc",
            candidates: [.init(article: "install", revision: 1, passage: 0, score: 1, coverage: 0.1)])
        decision.confidence = 0.2
        let handedOff = try #require(
            asked.after.handOff(
                decision, reason: .lowConfidence, visitorSeq: asked.after.visitorSeq, online: 1, at: moment(2)
            ))
        _ = try await store.append(handedOff)
        let taken = try handedOff.after.accept(
            by: agent, client: id("accept-01"), online: [agent], at: moment(3))
        _ = try await store.append(taken)
        let reply = Message(id: id("reply-001"), author: .agent(agent), text: "In kind.")
        let said = try taken.after.reply(reply, by: agent, at: moment(4))
        _ = try await store.append(said)
        try await name(article, said.after, store)
    }

    private func name(_ article: String?, _ state: Conversation, _ store: Store) async throws {
        let change = try state.nameArticle(
            article, answering: id("reply-001"), saidBy: .agent(agent), by: agent,
            client: id("name-\(article ?? "none")-1"), at: moment(5))
        _ = try await store.append(change)
    }

    private func outcomes(_ store: Store) async throws -> [Outcome] {
        OutcomeFold.outcomes(of: try await store.outcomeEvents(of: conversation))
    }

    private func open(_ store: Store) async throws -> Int {
        try await store.unansweredQuestions(embedder: embedder.id, limit: 10).count { !$0.isAnswered }
    }

    private func keeper(_ store: Store) -> UnansweredKeeper {
        UnansweredKeeper(
            ledger: store, journal: store, index: index, threshold: { _ in 0.3 })
    }

    @Test func `a question without an article is remembered until one that is new answers it`() async throws {
        let store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        let install = (id: "install", title: "Install Baton", text: "Clone the repository and run it.")
        try await publish([install])
        try await handOver(store, naming: nil)
        let keeper = keeper(store)
        try await keeper.tick(try await outcomes(store))
        #expect(try await open(store) == 1)
        // Nothing new was published: it stays, however often one looks.
        try await keeper.tick(nil)
        #expect(try await open(store) == 1)
        try await publish([
            install,
            (
                id: "elephants", title: "How purple elephants pay their parcel",
                text: "Purple elephants pay their parcel in kind. How they pay is up to them."
            ),
        ])
        try await keeper.tick(nil)
        #expect(try await open(store) == 0)
        // It is not remembered again because somebody once found nothing.
        try await keeper.tick(try await outcomes(store))
        #expect(try await open(store) == 0)
        await store.close()
    }

    @Test func `a question for which an article is named after all is forgotten`() async throws {
        let store = try await Store.open(.memory, options: StoreOptions(newEpoch: { "epoch-1" }))
        try await publish([(id: "install", title: "Install Baton", text: "Clone the repository and run it.")])
        try await handOver(store, naming: nil)
        let keeper = keeper(store)
        try await keeper.tick(try await outcomes(store))
        #expect(try await open(store) == 1)
        let state = try #require(try await store.conversation(conversation, in: .system(reason: "test")))
        try await name("install", state, store)
        try await keeper.tick(try await outcomes(store))
        #expect(try await store.unansweredQuestions(embedder: embedder.id, limit: 10).isEmpty)
        await store.close()
    }
}
