import Conversations
import Gateway
import Identity
import Knowledge
import Learning
import Simulation
import Storage

/// An editor who looks at the gaps, and writes the article that most of a gap's questions lack.
struct SimulatedEditor: Sendable {
    /// Gaps that one sitting looks at, the dearest first.
    private static let gapsMax = 200
    /// Of vectors of new questions, each of a hundred.
    private static let stepsMax = 100
    /// Questions of one gap that are read.
    private static let questionsMax = 500

    private let baton: SimulatedBaton
    private let plan: SimulationPlan
    /// What each ticket asks about, by its conversation: an editor reads it and knows.
    private let topics: [ConversationID: ArticleID]
    /// Articles to be written, by the day on which they are due.
    private var due: [ArticleID: Int] = [:]
    /// The articles that there are, by the topic that each answers.
    private(set) var published: [ArticleID: ArticleID]
    private(set) var verdicts: [String: Int] = [:]

    init(_ baton: SimulatedBaton, _ stream: TicketStream, plan: SimulationPlan) {
        (self.baton, self.plan) = (baton, plan)
        topics = stream.tickets.reduce(into: [:]) { topics, ticket in
            if let id = ConversationID("ticket-\(ticket.number)") { topics[id] = ticket.topic }
        }
        published = Dictionary(
            stream.articles.map { ($0.id, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is done at the end of a day.
    mutating func work(on day: Int) async throws {
        try await baton.keeper.catchUp()
        // What people named is a phrasing by now.
        try await baton.takeLibraryIn()
        for _ in 0..<Self.stepsMax { if try await !baton.keeper.embedNew() { break } }
        try await baton.keeper.place()
        let isSitting = (day + 1).isMultiple(of: plan.daysBetweenEdits)
        guard isSitting || due.values.contains(where: { $0 <= day }) else { return }
        if isSitting { _ = try await baton.keeper.run() }
        for entry in try await baton.gaps.gaps().prefix(Self.gapsMax) {
            guard entry.questions >= plan.questionsMin,
                entry.gap.state == .open || entry.gap.state == .published
            else { continue }
            try await look(at: entry.gap, on: day, isSitting: isSitting)
        }
    }

    /// The questions that no article answers, put together by what they ask: each lot that is large enough
    /// gets its article, the largest one in the gap, the others split off from it.
    private mutating func look(at gap: Gap, on day: Int, isSitting: Bool) async throws {
        let filed = try await baton.store.escalations(of: gap.id, limit: Self.questionsMax)
        let lacking = filed.filter { one in
            one.escalation.hasNoArticle
                && topics[one.escalation.conversation].map { published[$0] == nil } ?? true
        }
        let lots = Dictionary(grouping: lacking) { topics[$0.escalation.conversation] }
            .filter { $0.value.count >= plan.questionsMin }
            .sorted { one, other in
                (one.value.count, one.key?.value ?? "") > (other.value.count, other.key?.value ?? "")
            }
        // What came to a gap that has its article is another need.
        var isTaken = gap.state == .published
        for (topic, questions) in lots {
            // A lot that no article answers stays where it is.
            guard let topic else {
                isTaken = true
                continue
            }
            if isSitting, due[topic] == nil { due[topic] = day + plan.editorDelayDays }
            guard let time = due[topic], time <= day else { continue }
            let own = questions.map(\.id)
            guard let place = isTaken ? try await split(own, from: gap.id) : gap.id else { return }
            isTaken = true
            try await write(about: topic, for: place, questions)
        }
    }

    private func split(_ questions: [EscalationID], from gap: GapID) async throws -> GapID? {
        let change = try await baton.gaps.edit(gap, .split(questions, name: nil), by: .baton)
        if case .done(let id) = change { return id }
        return nil
    }

    private mutating func write(
        about topic: ArticleID, for gap: GapID, _ questions: [FiledEscalation]
    ) async throws {
        let reader = EscalationReader(baton.store)
        var evidence: [Outline.Evidence] = []
        for one in questions {
            let story = try await reader.story(one)
            if let text = story.text {
                evidence.append(.init(id: one.id, text: text, replies: story.replies))
            }
        }
        let outline = Outline(name: ArticleText.title(topic), evidence: evidence)
        let taken = Set(try await baton.store.states().map(\.id))
        let article = Article(
            id: .free(for: outline.title, taken: taken), title: outline.title, markdown: outline.text,
            phrasings: outline.phrasings)
        let draft = ArticleDraft(gap: gap, article: article, basis: 0)
        var outcome = try await baton.gaps.publish(draft, acceptingBroken: false, by: .baton)
        // Better some of what worked is asked of people again than all of this for ever.
        if case .breaks(let broken) = outcome, broken.count < questions.count {
            outcome = try await baton.gaps.publish(draft, acceptingBroken: true, by: .baton)
        }
        guard case .published(let id, _, let verdict) = outcome else { return }
        published[topic] = id
        due[topic] = nil
        verdicts[verdict.word.rawValue, default: 0] += 1
    }
}
