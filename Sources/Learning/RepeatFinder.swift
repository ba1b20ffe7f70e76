package import Conversations

/// Finds that a visitor asked again what the Assistant had answered, and tells the log: the answer did not
/// help, whatever the visitor said of it.
package actor RepeatFinder {
    /// A question that comes back later is another one.
    package static let daysMax = 7
    /// Questions that a new one is held against, the latest first: each costs a vector.
    static let earlierMax = 20
    /// Conversations of the visitor that are looked into.
    static let conversationsMax = 10
    /// Questions that were looked at, so that news of their conversation cost nothing.
    static let rememberedMax = 5_000

    private let ledger: any EscalationLedger
    private let questions: QuestionText
    private let recorder: Recorder
    private var seen = Set<EscalationID>()

    package init(ledger: any EscalationLedger, recorder: Recorder) {
        self.ledger = ledger
        questions = QuestionText(recorder.journal)
        self.recorder = recorder
    }

    /// Looks at the latest question of a conversation with news.
    ///
    /// - Parameters:
    ///   - events: of `EscalationFold.types`, in order.
    ///   - vector: of unit length; empty for a text without words.
    func look(at events: [Event], vector: (String) async throws -> [Float]) async throws {
        let asked = EscalationFold.questions(of: events)
        guard let latest = asked.last, !seen.contains(latest.id) else { return }
        let since = latest.at.advanced(bySeconds: -Self.daysMax * 86_400)
        guard recorder.clock.now().seconds(since: latest.at) < Self.daysMax * 86_400 else { return }
        var earlier = asked.dropLast().filter { $0.at >= since }
        let others = try await ledger.conversations(
            besides: latest.conversation, since: since, limit: Self.conversationsMax)
        for other in others {
            let found = EscalationFold.questions(of: try await ledger.escalationEvents(of: other))
            earlier += found.filter { $0.at >= since && $0.at < latest.at }
        }
        let open = earlier.filter { $0.answer != nil && !$0.causes.contains(.repeated) }
            .sorted { $0.at > $1.at }.prefix(Self.earlierMax)
        if !open.isEmpty { try await compare(latest, with: Array(open), vector) }
        if seen.count >= Self.rememberedMax { seen.removeAll() }
        seen.insert(latest.id)
    }

    private func compare(
        _ latest: Escalation, with earlier: [Escalation], _ vector: (String) async throws -> [Float]
    ) async throws {
        guard let asked = try await text(latest) else { return }
        // An embedder that is away is no reason to hold up what else is made of the log.
        guard let mine = try? await vector(asked), !mine.isEmpty else { return }
        for one in earlier {
            guard let before = try await text(one) else { continue }
            let cosine = GapFinder.similarity(mine, (try? await vector(before)) ?? [])
            guard cosine >= GapFinder.leaderMin else { continue }
            let again = EventBody.AskedAgain(
                decision: one.seq, conversation: latest.conversation, seq: latest.seq)
            do throws(Refusal) {
                _ = try await recorder.record(one.conversation, reason: "repeats") { conversation, now in
                    try? conversation.askedAgain(again, at: now)
                }
            } catch {
                // Somebody else noted it, with another place where it was asked again.
                guard error == .idReused else { throw error }
            }
        }
    }

    private func text(_ one: Escalation) async throws -> String? {
        try await questions.text(of: one.question, in: one.conversation, before: one.seq)
    }
}
