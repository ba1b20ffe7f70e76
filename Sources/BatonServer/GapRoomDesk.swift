import Answering
import Calibration
import Conversations
import Embedding
import Gateway
import Identity
import Knowledge
import LanguageModel
import Learning
import Retrieval
import Storage

/// The gaps as the console works on them.
actor GapRoomDesk: GapDesk {
    /// Questions that an outline is made of.
    static let questionsMax = 100
    /// Questions of its gap that a draft is tried on.
    static let triedMax = 200
    static let relatedMax = 5
    /// Questions that were answered well: the latest of so many outcomes, as many of each area.
    static let outcomesMax = 5_000
    static let regressionMax = 300
    static let regressionDays = 180
    /// New vectors of one replay; the rest of the set waits for the next.
    static let vectorsKeptMax = 2_000
    /// Passages and answers of one replay that are compared by vectors; the rest by words.
    static let textVectorsMax = 500

    let store: Store
    let book: GapBook
    private let keeper: GapKeeper
    let phrasings: PhrasingKeeper
    let index: SearchIndex
    let follower: LibraryFollower
    let clock: any WallClock
    private let threshold: @Sendable (String?, String) -> Double
    /// Who answers visitors, and rehearses answers here.
    let assistant: Assistant
    /// Who writes drafts, asked for at each; `nil` without a model.
    let writer: @Sendable () -> DraftWriter?
    /// Whether a colleague approves what is written, asked for at each.
    let reviews: @Sendable () -> Bool
    let newID: @Sendable () -> String
    /// When unfinished publications were looked for, and those that are due.
    var lookedAt: Timestamp?
    var scheduleSeenAt: Timestamp?
    /// What the latest answers took that were rehearsed.
    var rehearsedSeconds: [Double] = []
    /// Vectors of questions that were answered well, by embedder and question.
    private var vectors: [String: [Float]] = [:]

    init(
        store: Store, book: GapBook, keeper: GapKeeper, phrasings: PhrasingKeeper, index: SearchIndex,
        follower: LibraryFollower, clock: any WallClock,
        threshold: @escaping @Sendable (String?, String) -> Double,
        assistant: Assistant, writer: @escaping @Sendable () -> DraftWriter?,
        reviews: @escaping @Sendable () -> Bool = { false },
        newID: @escaping @Sendable () -> String = RandomID.next
    ) {
        self.store = store
        self.book = book
        self.keeper = keeper
        self.phrasings = phrasings
        self.index = index
        self.follower = follower
        self.clock = clock
        self.threshold = threshold
        self.assistant = assistant
        self.writer = writer
        self.reviews = reviews
        self.newID = newID
    }

    func gaps() async throws -> [GapBook.Entry] { try await book.entries() }

    func stories(of gap: GapID, limit: Int) async throws -> [EscalationStory] {
        let reader = EscalationReader(store)
        var stories: [EscalationStory] = []
        for filed in try await store.escalations(of: gap, limit: limit) {
            stories.append(try await reader.story(filed))
        }
        return stories
    }

    func story(of question: EscalationID) async throws -> EscalationStory? {
        guard let found = try await store.escalation(question) else { return nil }
        return try await EscalationReader(store).story(found)
    }

    func edit(_ gap: GapID, _ edit: GapBook.Edit, by actor: AuditActor) async throws -> GapBook.Change {
        guard case .draft(let step) = edit else { return try await book.edit(gap, edit) }
        let draft = try await store.gap(gap)?.draft
        let change = try await book.edit(gap, edit)
        if case .done = change { try await note(step, on: draft, by: actor) }
        return change
    }

    func find() async throws -> Int {
        try await keeper.catchUp()
        // As many as one sitting makes; the rest come with the ticks.
        _ = try await keeper.embedNew()
        try await keeper.place()
        _ = try await keeper.run()
        return try await book.entries().count
    }

    func revision(_ article: ArticleID) async throws -> Revision? { try await store.revision(article) }

    func start(of gap: GapID) async throws -> DraftStart? {
        guard let entry = try await book.entry(gap) else { return nil }
        let stories = try await stories(of: gap, limit: Self.questionsMax)
        let middle = stories.filter { $0.filed.id == entry.gap.medoid }
        let evidence = middle + stories.filter { $0.filed.id != entry.gap.medoid }
        let outline = Outline(
            name: entry.gap.givenName,
            evidence: evidence.compactMap { story in
                story.text.map { .init(id: story.filed.id, text: $0, replies: story.replies) }
            })
        return DraftStart(
            outline: outline, article: try await freeID(for: outline.title), area: entry.areas.first,
            evidence: evidence, related: await related(to: outline))
    }

    private func related(to outline: Outline) async -> [DraftStart.Related] {
        guard let text = outline.phrasings.first ?? (outline.title.isEmpty ? nil : outline.title) else {
            return []
        }
        let (_, findings) = await index.search(Query(text: text), limit: 4 * Self.relatedMax)
        var related: [DraftStart.Related] = []
        for hit in findings.hits where !related.contains(where: { $0.article == hit.passage.article.value }) {
            related.append(
                .init(
                    article: hit.passage.article.value, title: hit.articleTitle, excerpt: hit.passage.text,
                    score: hit.cosine ?? hit.coverage))
        }
        return Array(related.prefix(Self.relatedMax))
    }

    private func freeID(for title: String) async throws -> ArticleID {
        let taken = Set(try await store.states().map(\.id))
        return ArticleID.free(for: title, taken: taken)
    }
}

/// Trying drafts, and publishing them.
extension GapRoomDesk {
    func replay(_ draft: ArticleDraft) async throws -> Replay? {
        let replay = try await tried(draft)
        // It would show what a change does to a text that is not there any more.
        if draft.basis > 0, try await store.revision(draft.article.id) == nil { throw ArticleGone() }
        if replay != nil { try await noteDraft(of: draft.gap) }
        return replay
    }

    /// Somebody has a text for it: when that was first is a part of the way to an article.
    func noteDraft(of gap: GapID) async throws {
        guard let known = try await book.entry(gap)?.gap, known.draftedAt == nil else { return }
        _ = try await book.edit(gap, .drafted)
    }

    func tried(_ draft: ArticleDraft) async throws -> Replay? {
        guard try await book.entry(draft.gap) != nil else { return nil }
        let revision = revision(of: draft)
        let trial = try await index.trial(revision)
        var former: TrialSnapshots?
        if let old = try await store.revision(draft.article.id), !old.article.phrasings.isEmpty {
            former = try await index.trial(old, on: trial.base)
        }
        let questions = try await questions(of: draft)
        let vectors = await textVectors(of: questions, and: revision)
        return try await replay(questions, trial, former: former, vectors)
    }

    func revision(of draft: ArticleDraft) -> Revision {
        Revision(
            article: draft.article, number: draft.basis + 1, updatedAtMilliseconds: clock.now().milliseconds)
    }

    /// By what is in force, for all snapshots alike.
    func ways(_ vectors: [String: [Float]] = [:]) -> Replay.Ways {
        let (model, threshold) = (index.confidence, threshold)
        return Replay.Ways(model: model, vectors: vectors, threshold: { threshold($0, model.version) })
    }

    func replay(
        _ questions: [Replay.Question], _ trial: TrialSnapshots, former: TrialSnapshots? = nil,
        _ vectors: [String: [Float]] = [:]
    ) async throws -> Replay {
        Replay(
            questions, regression: try await regression(), before: trial.base, former: former,
            trial: trial, in: ways(vectors))
    }

    func publish(
        _ draft: ArticleDraft, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome {
        // An earlier revision was let out before.
        if reviews(), draft.reverts == nil { return .refused(.needsReview) }
        var draft = draft
        if let waiting = try await store.gap(draft.gap)?.draft, waiting.isWaiting,
            waiting.article == draft.article
        {
            draft.waited = waiting.id
        }
        return try await goLive(draft, accepting: acceptingBroken ? nil : [], by: actor)
    }

    /// - Parameter accepting: the questions that it may break; `nil` for any.
    func goLive(
        _ draft: ArticleDraft, accepting accepted: Set<String>?, by actor: AuditActor
    ) async throws -> DraftOutcome {
        guard let replay = try await tried(draft) else { return .unknownGap }
        let harmed = replay.harmed
        if let accepted, !accepted.isSuperset(of: harmed.map(\.question.id)) { return .breaks(harmed) }
        let id = draft.article.id
        let verdict = Verdict(replay, at: clock.now())
        let intent = Gap.Publishing(
            article: id, basis: draft.basis, contentHash: draft.article.contentHash, verdict: verdict,
            draft: draft.waited)
        if case .refused(let why) = try await book.edit(draft.gap, .publishing(intent)) {
            return .refused(why)
        }
        let report = try await store.publish(
            Publication([draft.article], source: .console, expecting: [id: draft.basis]),
            atMilliseconds: clock.now().milliseconds)
        guard report.conflicts.isEmpty else {
            _ = try await book.edit(draft.gap, .publishing(nil))
            return .conflict(try await store.revision(id))
        }
        try await noteSources(of: draft.article, filling: draft.gap)
        // The next visitor finds it; where it fails, the follower's next look takes it in.
        try? await follower.catchUp()
        let number = try await store.revision(id)?.number ?? draft.basis + 1
        let change = try await book.edit(
            draft.gap, .published(article: id.value, revision: number, verdict))
        guard try await store.revision(id) != nil else {
            // Whoever took it away looked at the gaps before this one had it.
            _ = try await book.edit(draft.gap, .removed)
            return .conflict(nil)
        }
        let back = draft.reverts.map { " as revision \($0)" } ?? ""
        try await store.note(
            AuditEntry(
                at: clock.now(), actor: actor, action: .articlePublished, subject: id.value,
                detail: "revision \(number)\(back), \(verdict.word.rawValue): "
                    + "\(verdict.after) of \(verdict.questions)"))
        return change == .unknown ? .unknownGap : .published(article: id, revision: number, verdict)
    }

    func questions(of draft: ArticleDraft) async throws -> [Replay.Question] {
        var questions: [Replay.Question] = []
        let analyzer = Analyzer(language: draft.article.language)
        for story in try await stories(of: draft.gap, limit: Self.triedMax) {
            if let one = await question(story, of: draft, analyzer) { questions.append(one) }
        }
        return questions
    }

    /// `nil` where the question's words were erased.
    func question(
        _ story: EscalationStory, of draft: ArticleDraft, _ analyzer: Analyzer
    ) async -> Replay.Question? {
        guard let text = story.text else { return nil }
        let answer = Agreement(question: text, replies: story.replies, analyzer: analyzer)
        return Replay.Question(
            id: story.filed.id.text, text: text, vector: await vector(of: text),
            area: story.filed.escalation.area, expected: [draft.article.id.value],
            known: answer.map(Replay.Known.answer) ?? .nothing)
    }

    /// Questions whose answers somebody found right, and articles that people named where Baton had the same.
    private func regression() async throws -> [Replay.Question] {
        let since = clock.now().advanced(bySeconds: -Self.regressionDays * 86_400)
        let right = try await store.outcomes(since: since, limit: Self.outcomesMax)
            .filter { $0.label == .right }
        let texts = QuestionText(store)
        let said = try await store.expectations(limit: Expectation.keptMax)
        var questions: [Replay.Question] = []
        for outcome in Sampled.evenly(right, limit: Self.regressionMax, by: \.area) {
            let text = try await texts.text(
                of: outcome.question, in: outcome.conversation, before: outcome.seq)
            let id = EscalationID(conversation: outcome.conversation, seq: outcome.seq)
            guard let text, let article = outcome.namedArticle ?? outcome.candidate,
                let expected = Expectation.corrected([article], by: said[id] ?? [])
            else { continue }
            questions.append(
                Replay.Question(
                    id: id.text, text: text, vector: await vector(of: text), area: outcome.area,
                    expected: expected, known: .article))
        }
        return questions
    }

    /// Of the passages of a draft and of what it replaces, without their titles, and of what people
    /// answered; none where words alone are searched, and where the embedder fails: then words decide.
    private func textVectors(
        of questions: [Replay.Question], and draft: Revision
    ) async -> [String: [Float]] {
        guard let embedder = index.embedder else { return [:] }
        let old = try? await store.revision(draft.article.id)
        let passages = [draft, old].compactMap(\.self).flatMap(Passages.cut).map(\.text)
        let answers = questions.compactMap { question -> String? in
            if case .answer(let answer) = question.known { answer.text } else { nil }
        }
        let texts = Array(Set(passages + answers).sorted().prefix(Self.textVectorsMax))
        guard let made = try? await embedder.vectors(of: texts, isUrgent: false) else { return [:] }
        return Dictionary(zip(texts, made), uniquingKeysWith: { first, _ in first })
    }

    /// `nil` where words alone are searched.
    private func vector(of text: String) async -> [Float]? {
        guard let embedder = index.embedder else { return nil }
        let embedded = Query(text: text).embedded
        let key = embedder.id + "\n" + embedded
        if let known = vectors[key] { return known }
        guard !embedded.isEmpty,
            let made = try? await embedder.vectors(of: [embedded], isUrgent: false).first
        else { return nil }
        if vectors.count >= Self.vectorsKeptMax { vectors.removeAll() }
        vectors[key] = made
        return made
    }
}
