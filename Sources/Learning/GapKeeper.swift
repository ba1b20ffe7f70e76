package import Conversations
import Embedding
package import Retrieval

/// Keeps escalations and gaps up to date with the log: the work of one node at a time.
package actor GapKeeper {
    package static let tickMilliseconds = 2_000
    /// Without news from the log it is looked so many ticks later whether a question lacks its vector or its
    /// gap: after a change of embedder, or of the leading node.
    static let quietTicksMax = 30
    static let eventsPerStepMax = 500
    static let stepsPerTickMax = 20
    /// New questions of one tick: each costs a vector.
    static let vectorsPerTickMax = 100
    /// The latest questions whose gaps a new one is held against; the night's run looks at all.
    static let leaderQuestionsMax = 2_000
    /// Questions of so many days are put together.
    package static let daysMax = 180
    /// Gaps that are read and named in one run, the largest first.
    package static let gapsMax = 5_000
    static let namedMax = 500
    /// The hour of the day, in UTC, from which the night's run is due.
    static let nightHour = 3

    let escalations: any EscalationLedger
    let vectors: any EscalationVectors
    let gaps: any GapLedger
    let questions: QuestionText
    private let repeats: RepeatFinder
    private let phrasings: PhrasingKeeper
    private let index: SearchIndex
    let clock: any WallClock
    let newID: @Sendable () -> GapID
    /// The night of the last run.
    private var ranOn: Int?
    private var quietTicks = quietTicksMax

    package init(
        escalations: any EscalationLedger, vectors: any EscalationVectors, gaps: any GapLedger,
        phrasings: PhrasingKeeper, recorder: Recorder, index: SearchIndex,
        newID: @escaping @Sendable () -> GapID
    ) {
        self.escalations = escalations
        self.vectors = vectors
        self.gaps = gaps
        questions = QuestionText(recorder.journal)
        self.phrasings = phrasings
        repeats = RepeatFinder(ledger: escalations, recorder: recorder)
        self.index = index
        clock = recorder.clock
        self.newID = newID
    }

    /// Takes in what is new, puts new questions to the gaps they are like, and once a night finds all gaps
    /// anew.
    package func tick() async throws {
        let isNews = try await catchUp()
        quietTicks += 1
        if isNews || quietTicks >= Self.quietTicksMax {
            let isMore = try await embedNew()
            let isPlaced = try await place()
            quietTicks = isMore || !isPlaced ? Self.quietTicksMax : 0
        }
        let now = clock.now()
        let night = Int((now.milliseconds / 1000 - Int64(Self.nightHour) * 3600) / 86_400)
        // The first look of a process only learns which night it is.
        guard let last = ranOn else { return ranOn = night }
        if night > last, try await run() { ranOn = night }
    }

    /// Makes all escalations that are due; whether any conversation has news.
    @discardableResult
    package func catchUp() async throws -> Bool {
        var isNews = false
        for _ in 0..<Self.stepsPerTickMax {
            let piece = try await escalations.escalationsDue(limit: Self.eventsPerStepMax)
            guard !piece.isEmpty else { break }
            var made: [ConversationID: [Escalation]] = [:]
            for id in piece.conversations {
                // Whoever stops the server waits for it: what was not kept is due at the next start.
                try Task.checkCancellation()
                let events = try await escalations.escalationEvents(of: id)
                made[id] = EscalationFold.escalations(of: events)
                for one in made[id] ?? [] {
                    try await phrasings.look(at: one) {
                        try await questions.text(of: one.question, in: id, before: one.seq)
                    }
                }
                // What it finds is an event, which comes with one of the next pieces.
                try await repeats.look(at: events, vector: vector)
            }
            guard try await escalations.keep(made, after: piece) else { break }
            isNews = isNews || !made.isEmpty
        }
        return isNews
    }

    var embedder: String { index.embedder?.id ?? WordVectors.id }
    var since: Timestamp { clock.now().advanced(bySeconds: -Self.daysMax * 86_400) }

    /// Gives vectors to questions without one; whether any are left.
    @discardableResult
    package func embedNew() async throws -> Bool {
        let due = try await vectors.escalationsWithoutVector(
            embedder: embedder, since: since, limit: Self.vectorsPerTickMax)
        var made: [EscalationVector] = []
        for escalation in due {
            try Task.checkCancellation()
            // An erased question has no text: it stays where it was, and is like none.
            let text = try await questions.text(
                of: escalation.question, in: escalation.conversation, before: escalation.seq)
            guard let vector = try? await vector(of: text ?? "") else { break }
            made.append(EscalationVector(id: escalation.id, vector: vector))
        }
        if !made.isEmpty { try await vectors.keep(made, embedder: embedder) }
        return made.count < due.count || due.count == Self.vectorsPerTickMax
    }

    /// No numbers for a text without words.
    private func vector(of text: String) async throws -> [Float] {
        let text = Query(text: text).embedded
        guard !text.isEmpty else { return [] }
        guard let embedder = index.embedder else { return WordVectors.vector(of: text) }
        return try await embedder.vectors(of: [text], isUrgent: false).first ?? []
    }
}

/// Putting questions into gaps.
extension GapKeeper {
    /// Puts what has no gap yet to the nearest one, or opens one for it: so many at a time, the oldest first;
    /// whether all have their place.
    @discardableResult
    package func place() async throws -> Bool {
        let homeless = try await vectors.homelessVectors(
            embedder: embedder, since: since, limit: Self.leaderQuestionsMax)
        guard !homeless.isEmpty else { return true }
        let version = try await gaps.gapsVersion()
        let filed = try await escalations.escalations(since: since, limit: Self.leaderQuestionsMax)
        var middles = Dictionary(
            grouping: try await rows(of: filed).filter { $0.gap != nil }, by: \.gap
        ).reduce(into: [GapID: [Float]]()) { middles, group in
            if let gap = group.key { middles[gap] = GapFinder.middle(of: group.value.map(\.vector)) }
        }
        var change = GapChange(version: version)
        // The oldest opens the gap that later ones come to.
        for one in homeless {
            try Task.checkCancellation()
            guard !one.vector.isEmpty else {
                change.moves[one.id] = .init(gap: nil, isPinned: false)
                continue
            }
            let gap = GapFinder.gap(of: one.vector, among: middles) ?? newID()
            if middles[gap] == nil {
                var new = Gap(id: gap, at: clock.now())
                new.medoid = one.id
                change.gaps.append(new)
                middles[gap] = one.vector
            }
            change.moves[one.id] = .init(gap: gap, isPinned: false)
        }
        // Somebody else's change meanwhile: the next tick does it again.
        let isKept = try await gaps.keep(change)
        return isKept && homeless.count < Self.leaderQuestionsMax
    }

    /// The questions with a vector, in the order of `filed`.
    func rows(of filed: [FiledEscalation]) async throws -> [GapFinder.Question] {
        let vectors = try await vectors.escalationVectors(
            embedder: embedder, since: since, limit: max(filed.count, 1))
        let known = Dictionary(vectors.map { ($0.id, $0.vector) }, uniquingKeysWith: { $1 })
        return filed.compactMap { one in
            guard let vector = known[one.id], !vector.isEmpty else { return nil }
            return GapFinder.Question(id: one.id, vector: vector, gap: one.gap, isPinned: one.isPinned)
        }
    }

    /// Finds all gaps anew; false when somebody changed gaps meanwhile.
    package func run() async throws -> Bool {
        let version = try await gaps.gapsVersion()
        let filed = try await escalations.escalations(since: since, limit: GapFinder.questionsMax)
        let rows = try await rows(of: filed)
        let found = GapFinder.gaps(of: rows, newID: newID)
        let byID = Dictionary(filed.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var change = GapChange(version: version)
        for row in rows {
            guard let gap = found[row.id], gap != row.gap else { continue }
            change.moves[row.id] = .init(gap: gap, isPinned: row.isPinned)
        }
        let known = Dictionary(
            try await gaps.gaps(limit: Self.gapsMax).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let members = Dictionary(grouping: rows.filter { found[$0.id] != nil }) { found[$0.id] }
        let largest = members.compactMap { gap, rows in gap.map { ($0, rows) } }
            .sorted { ($1.1.count, $0.0) < ($0.1.count, $1.0) }
        let terms = GapTerms.of(
            try await largest.prefix(Self.namedMax).mapInTurn { try await texts($0.1, byID) })
        for (place, (id, rows)) in largest.enumerated() {
            var gap = known[id] ?? Gap(id: id, at: clock.now())
            gap.terms = place < terms.count ? terms[place] : gap.terms
            gap.medoid = GapFinder.medoid(of: rows.map(\.vector)).map { rows[$0].id }
            if gap != known[id] { change.gaps.append(gap) }
        }
        return try await gaps.keep(change)
    }

    /// What was asked, one text a conversation.
    private func texts(
        _ rows: [GapFinder.Question], _ filed: [EscalationID: FiledEscalation]
    ) async throws -> [String] {
        var texts: [ConversationID: String] = [:]
        for row in rows where texts.count < GapTerms.textsMax {
            guard let one = filed[row.id]?.escalation else { continue }
            let text = try await questions.text(of: one.question, in: one.conversation, before: one.seq)
            texts[one.conversation, default: ""] += " " + (text ?? "")
        }
        return texts.sorted { $0.key.value < $1.key.value }.map(\.value)
    }
}

extension Sequence {
    fileprivate func mapInTurn<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var made: [T] = []
        for element in self { made.append(try await transform(element)) }
        return made
    }
}
