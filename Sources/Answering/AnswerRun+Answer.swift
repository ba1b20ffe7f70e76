import Conversations
import LanguageModel
import Logging

/// How one answer comes about: the answerer's, or that of whoever steps in when it fails. Exactly one stands.
extension AnswerRun {
    /// What became of one draft.
    private struct Attempt {
        let ending: AnswerStream.Ending
        let text: String
        let citations: [Citation]
        let decision: Decision
        /// Nothing needed a check, so nothing was withheld either.
        let isVerbatim: Bool

        /// What the visitor has seen of an answer that does not stand.
        func shown(_ lease: AnswerLease) -> Message? {
            text.isEmpty ? nil : Message(id: lease.answer, kind: .prefix, author: .assistant, text: text)
        }
    }

    /// `begun` is when the question was taken up: what rewriting it took is no longer there for the answer.
    func answer(
        from basis: Assistant.Basis, _ decision: Decision, _ turn: Turn, since begun: Timestamp,
        in id: ConversationID
    ) async throws {
        guard let lease = try await start(turn, in: id) else { return }
        let rewriting = min(spent(since: begun), settings.rewritingMillisecondsMax)
        let first = await attempt(
            assistant.answerer, basis, decision, lease,
            milliseconds: settings.modelMillisecondsMax - rewriting, in: id)
        guard case .failed = first.ending, let fallback = assistant.fallback else {
            return try await conclude(first, turn, lease, in: id)
        }
        logger.warning(
            "the answer failed; another answerer steps in",
            metadata: ["conversation": "\(id)", "why": "\(first.decision.modelFailure ?? "")"])
        // What was shown of a failed answer is withdrawn; without that, the same right to answer is used.
        guard let lease = first.text.isEmpty ? lease : try await restart(after: first, lease, turn, in: id)
        else {
            return
        }
        let left = max(settings.answerMillisecondsMax - spent(since: begun), Self.fallbackMillisecondsMin)
        let second = await attempt(fallback, basis, first.decision, lease, milliseconds: left, in: id)
        try await conclude(second, turn, lease, in: id)
    }

    /// Milliseconds, 0 when the clock was set back.
    private func spent(since begun: Timestamp) -> Int {
        max(0, Int(recorder.clock.now().milliseconds - begun.milliseconds))
    }

    /// Whoever steps in gets this much, also when a clock was set forward meanwhile.
    private static var fallbackMillisecondsMin: Int { 1_000 }

    private func restart(
        after attempt: Attempt, _ lease: AnswerLease, _ turn: Turn, in id: ConversationID
    ) async throws -> AnswerLease? {
        try await interrupt(lease, shown: attempt.text, in: id)
        return try await start(turn, in: id)
    }

    private func attempt(
        _ answerer: any Answerer, _ basis: Assistant.Basis, _ decision: Decision, _ lease: AnswerLease,
        milliseconds: Int, in id: ConversationID
    ) async -> Attempt {
        var decision = decision
        decision.answerer = answerer.name
        let draft: Draft
        do {
            draft = try await answerer.draft(basis.question, from: basis.sources)
        } catch {
            let why = (error as? ModelFailure ?? .broken).rawValue
            decision.modelFailure = decision.modelFailure ?? why
            return Attempt(
                ending: .failed(why), text: "", citations: [], decision: decision, isVerbatim: false)
        }
        let stream = AnswerStream(
            conversation: id, lease: lease, feed: recorder.feed, check: basis.check(draft))
        defer { stream.stop() }
        let ending = await stream.run(draft, clock: recorder.clock, milliseconds: milliseconds)
        decision.model = draft.model ?? decision.model
        decision.prompt = draft.prompt ?? decision.prompt
        decision.checks = stream.checks
        decision.measures.merge(
            DraftMeasures.of(
                stream.checks, support: stream.support, likelihood: stream.likelihood, text: stream.text,
                sources: stream.used.count, isVerbatim: draft.isVerbatim,
                hasFailed: decision.modelFailure != nil)
        ) { _, new in new }
        if case .failed(let why) = ending { decision.modelFailure = decision.modelFailure ?? why }
        return Attempt(
            ending: ending, text: stream.text,
            citations: stream.used.map { Citation(draft.sources[$0 - 1]) },
            decision: decision, isVerbatim: draft.isVerbatim)
    }

    /// Lets the answer stand, or takes it back when somebody moved meanwhile, or asks people.
    private func conclude(
        _ attempt: Attempt, _ turn: Turn, _ lease: AnswerLease, in id: ConversationID
    ) async throws {
        switch attempt.ending {
        case .complete where !attempt.text.isEmpty:
            // A quotation may come from the right article and be no answer: only the visitor knows that.
            let answered = EventBody.Answered(
                answer: lease.answer, citations: attempt.citations,
                asksIfHelped: attempt.isVerbatim || attempt.decision.band != .answer)
            let stands = try await finish(
                answered, text: attempt.text, drawn(attempt), turn, lease, in: id)
            if !stands { try await interrupt(lease, shown: attempt.text, in: id) }
        case .moved, .stopped: try await interrupt(lease, shown: attempt.text, in: id)
        // The evidence was sufficient and nothing that could be said holds: a person has to look.
        case .complete where !attempt.isVerbatim:
            try await giveUp(.lowConfidence, attempt, turn, lease, in: id)
        case .complete, .failed: try await giveUp(.modelFailure, attempt, turn, lease, in: id)
        }
    }

    /// Drawn whoever asks and whatever is said, so that what is judged is a fair sample of what is answered.
    private func drawn(_ attempt: Attempt) -> Decision {
        var decision = attempt.decision
        let rate = settings.auditRate
        if rate > 0, chance() < rate { decision.audit = .init(rate: min(rate, 1)) }
        return decision
    }

    private func giveUp(
        _ reason: HandoffReason, _ attempt: Attempt, _ turn: Turn, _ lease: AnswerLease,
        in id: ConversationID
    ) async throws {
        var decision = attempt.decision
        decision.outcome = .handOff
        decision.band = .handOff
        decision.reason = reason
        try await handOff(reason, decision, turn, in: id, shown: attempt.shown(lease))
        // The visitor wrote meanwhile: what is owed now is another answer.
        try await interrupt(lease, shown: attempt.text, in: id)
    }
}
