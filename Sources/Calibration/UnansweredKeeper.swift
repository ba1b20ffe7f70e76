package import Conversations
import Embedding
import Knowledge
package import Retrieval

/// Fills the memory of unanswered questions from what people say, and forgets what an article answers: the
/// work of one node at a time.
package actor UnansweredKeeper {
    /// New questions of one tick: each costs a vector.
    static let newPerTickMax = 50
    /// Remembered questions that one tick asks the library for again.
    static let askedPerTickMax = 100
    static let hitsMax = 8
    /// What a new article answers more likely than not is no evidence any more that nothing answers it: held
    /// to the threshold for answers, an article would first have to be sure of the questions that speak
    /// against it.
    static let likely = 0.5

    private let ledger: any UnansweredLedger
    private let journal: any Journal
    private let index: SearchIndex
    private let threshold: @Sendable (String?) -> Double
    /// What people said, until all of it is taken in.
    private var news: [Outcome]?
    /// Of which snapshot the questions were asked again, how many, and whether those were all.
    private var asked: (snapshot: String, count: Int, isDone: Bool)?

    /// - Parameter threshold: from which confidence on an area's questions are answered.
    package init(
        ledger: any UnansweredLedger, journal: any Journal, index: SearchIndex,
        threshold: @escaping @Sendable (String?) -> Double
    ) {
        self.ledger = ledger
        self.journal = journal
        self.index = index
        self.threshold = threshold
    }

    /// - Parameter window: the latest outcomes, when something was new among them.
    package func tick(_ window: [Outcome]?) async throws {
        if let window { news = window.filter { $0.source == .shadow } }
        // By words alone nothing is remembered.
        guard let embedder = index.embedder else { return }
        let isAsking = asked?.snapshot != index.current.id || asked?.isDone != true
        // The vectors are not read for nothing.
        guard news != nil || isAsking else { return }
        let kept = try await ledger.unansweredQuestions(
            embedder: embedder.id, limit: 2 * UnansweredQuestion.questionsMax)
        if let said = news {
            try await dropWrong(kept, said, embedder)
            if try await addNew(kept, said, embedder) { news = nil }
        }
        if isAsking { try await askAgain(kept.filter { !$0.isAnswered }, embedder) }
    }

    /// Somebody named an article after all; or there are too many.
    private func dropWrong(
        _ kept: [UnansweredQuestion], _ window: [Outcome], _ embedder: any Embedder
    ) async throws {
        let known = Dictionary(
            window.map { (Key($0.conversation, $0.seq), $0.hasNoArticle) }, uniquingKeysWith: { $1 })
        let wrong = kept.filter { known[Key($0.conversation, $0.seq)] == false }
        let tooMany = kept.dropFirst(UnansweredQuestion.questionsMax)
        let gone = Set(wrong).union(tooMany)
        if !gone.isEmpty { try await ledger.forget(Array(gone), embedder: embedder.id) }
    }

    /// Whether there is nothing more to add.
    private func addNew(
        _ kept: [UnansweredQuestion], _ window: [Outcome], _ embedder: any Embedder
    ) async throws -> Bool {
        let known = Set(kept.map { Key($0.conversation, $0.seq) })
        let new = window.filter { $0.hasNoArticle && !known.contains(Key($0.conversation, $0.seq)) }
        var (made, isDone) = ([UnansweredQuestion](), new.count <= Self.newPerTickMax)
        for outcome in new.prefix(Self.newPerTickMax) {
            // An erased question has no text, and is not remembered.
            guard let text = try await text(of: outcome) else { continue }
            let embedded = Query(text: text).embedded
            guard !embedded.isEmpty else { continue }
            guard let vector = try? await embedder.vectors(of: [embedded], isUrgent: false).first else {
                isDone = false
                continue
            }
            made.append(
                UnansweredQuestion(
                    conversation: outcome.conversation, seq: outcome.seq, at: outcome.at, vector: vector))
        }
        if !made.isEmpty { try await ledger.remember(made, embedder: embedder.id) }
        return isDone
    }

    /// After a publication: does an article answer it now? Asked without the memory, which holds the
    /// question.
    private func askAgain(_ open: [UnansweredQuestion], _ embedder: any Embedder) async throws {
        let snapshot = index.current
        guard snapshot.embedder == embedder.id else { return }
        let start = min(open.count, asked?.snapshot == snapshot.id ? asked?.count ?? 0 : 0)
        let end = min(open.count, start + Self.askedPerTickMax)
        var answered: [UnansweredQuestion] = []
        for question in open[start..<end] {
            if try await isAnswered(question, by: snapshot) { answered.append(question) }
        }
        if !answered.isEmpty { try await ledger.settle(answered, embedder: embedder.id) }
        // Those that were settled are not among the open ones at the next look.
        asked = (snapshot.id, end - answered.count, end == open.count)
    }

    /// By something that was not there when a person found that nothing answers it.
    private func isAnswered(_ question: UnansweredQuestion, by snapshot: Snapshot) async throws -> Bool {
        guard let (text, decision) = try await asked(question) else { return false }
        let findings = snapshot.search(
            Query(text: text, pageArea: decision.area), vector: question.vector, limit: Self.hitsMax)
        guard let best = findings.hits.first?.passage,
            !decision.candidates.contains(where: {
                $0.article == best.article.value && $0.revision == best.revision
            })
        else { return false }
        let judged = Sufficiency.of(
            findings, model: index.confidence, answerMin: min(Self.likely, threshold(decision.area)))
        if case .sufficient = judged.sufficiency { return true }
        return false
    }

    private struct Key: Hashable {
        let conversation: ConversationID
        let seq: Int

        init(_ conversation: ConversationID, _ seq: Int) {
            self.conversation = conversation
            self.seq = seq
        }
    }

    private func text(of outcome: Outcome) async throws -> String? {
        try await QuestionText(journal).text(
            of: outcome.question, in: outcome.conversation, before: outcome.seq)
    }

    private func asked(_ question: UnansweredQuestion) async throws -> (String, Decision)? {
        let events = try await journal.events(
            of: question.conversation, after: question.seq - 1, limit: 1, in: .system(reason: "unanswered"))
        guard case .decided(let decision) = events.first?.event.body else { return nil }
        let text = try await QuestionText(journal).text(
            of: decision.question, in: question.conversation, before: question.seq)
        return text.map { ($0, decision) }
    }
}
