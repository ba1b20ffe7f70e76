import Conversations
import Foundation
import Gateway
import Identity
import Knowledge
import Learning
import Storage

/// Drafts that wait for a colleague's approval, or for their time.
extension GapRoomDesk {
    func needsReview() async -> Bool { reviews() }

    /// The questions are tried and asked about now: whoever approves is asked again.
    func submit(
        _ draft: ArticleDraft, publishAt: Timestamp?, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome {
        let (needsReview, id) = (reviews(), draft.article.id)
        guard needsReview || publishAt != nil else {
            return try await publish(draft, acceptingBroken: acceptingBroken, by: actor)
        }
        let current = try await store.revision(id)
        guard current?.number ?? 0 == draft.basis else { return .conflict(current) }
        guard let replay = try await tried(draft) else { return .unknownGap }
        if !acceptingBroken, !replay.harmed.isEmpty { return .breaks(replay.harmed) }
        let now = clock.now()
        let waiting = WaitingDraft(
            id: newID(), draft.article, basis: draft.basis, by: .init(actor), at: now,
            verdict: Verdict(replay, at: now), accepted: Set(replay.harmed.map(\.question.id)),
            publishAt: publishAt, needsReview: needsReview)
        switch try await book.edit(draft.gap, .draft(.submit(waiting))) {
        case .unknown: return .unknownGap
        case .refused(let why): return .refused(why)
        case .conflict: return .refused(.gone)
        case .done:
            let action: AuditAction = needsReview ? .reviewAsked : .publicationScheduled
            try await note(action, waiting, by: actor)
            return .waits
        }
    }

    func approve(
        _ id: String, of gap: GapID, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome {
        guard let draft = try await store.gap(gap)?.draft, draft.id == id, draft.stage == .review else {
            return .refused(.gone)
        }
        guard draft.author.id != actor.id else { return .refused(.own) }
        let article = ArticleDraft(gap: gap, waiting: draft)
        guard let time = draft.publishAt, time > clock.now() else {
            let outcome = try await goLive(article, accepting: acceptingBroken ? nil : [], by: actor)
            if case .published = outcome { try await note(.draftApproved, draft, by: actor) }
            return outcome
        }
        let current = try await store.revision(draft.article.id)
        guard current?.number ?? 0 == draft.basis else { return .conflict(current) }
        guard let replay = try await tried(article) else { return .unknownGap }
        if !acceptingBroken, !replay.harmed.isEmpty { return .breaks(replay.harmed) }
        let accepted = Set(replay.harmed.map(\.question.id))
        let step = WaitingDraft.Step.approve(id, by: .init(actor), accepting: accepted)
        switch try await book.edit(gap, .draft(step)) {
        case .done: break
        case .unknown: return .unknownGap
        case .refused(let why): return .refused(why)
        case .conflict: return .refused(.gone)
        }
        try await note(.draftApproved, draft, by: actor)
        return .waits
    }

    /// What goes into the audit log of an editor's step.
    func note(_ step: WaitingDraft.Step, on draft: WaitingDraft?, by actor: AuditActor) async throws {
        guard let draft else { return }
        switch step {
        case .sendBack: try await note(.draftSentBack, draft, by: actor)
        case .withdraw: try await note(.draftWithdrawn, draft, by: actor)
        case .stop: try await note(.publicationStopped, draft, by: actor)
        case .submit, .approve, .demandReview, .forget, .redact: break
        }
    }

    private func note(_ action: AuditAction, _ draft: WaitingDraft, by actor: AuditActor) async throws {
        let time = draft.publishAt.map { moment in
            ", for " + Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000).formatted(.iso8601)
        }
        let revision = draft.basis == 0 ? "new" : "on revision \(draft.basis)"
        try await store.note(
            AuditEntry(
                at: clock.now(), actor: actor, action: action, subject: draft.article.id.value,
                detail: "by \(draft.author.name), \(revision)\(time ?? "")"))
    }
}

/// What the clock does.
extension GapRoomDesk {
    /// Between two looks: a publication is at most so late.
    static let scheduleLookSeconds = 10

    /// Publishes what is due, the longest due first; what was missed while nothing ran is due too.
    func publishDue() async throws {
        let now = clock.now()
        if let scheduleSeenAt, now.seconds(since: scheduleSeenAt) < Self.scheduleLookSeconds { return }
        scheduleSeenAt = now
        let waiting = try await store.gaps(limit: GapKeeper.gapsMax).compactMap { gap in
            gap.draft.map { (gap, $0) }
        }
        for (gap, draft) in waiting where draft.isForgotten(at: now) {
            _ = try await book.edit(gap.id, .draft(.forget(draft.id)))
        }
        let due = waiting.filter { $0.1.isDue(at: now) }
            .sorted { ($0.1.publishAt ?? now, $0.0.id) < ($1.1.publishAt ?? now, $1.0.id) }
        for (gap, draft) in due { try await publish(draft, of: gap.id) }
    }

    private func publish(_ draft: WaitingDraft, of gap: GapID) async throws {
        guard !reviews() || draft.approvedBy != nil else {
            _ = try await book.edit(gap, .draft(.demandReview(draft.id)))
            return
        }
        let article = ArticleDraft(gap: gap, waiting: draft)
        switch try await goLive(article, accepting: draft.accepted, by: .baton) {
        case .breaks: try await stop(draft, of: gap, .breaks)
        case .conflict: try await stop(draft, of: gap, .changed)
        // Its questions went to other gaps: nobody sees it any more.
        case .unknownGap: try await stop(draft, of: gap, .changed)
        // Another node is at it, or somebody was quicker: the next look finds what came of it.
        case .published, .removed, .waits, .refused: break
        }
    }

    private func stop(
        _ draft: WaitingDraft, of gap: GapID, _ obstacle: WaitingDraft.Obstacle
    ) async throws {
        let step = WaitingDraft.Step.stop(draft.id, obstacle)
        guard case .done = try await book.edit(gap, .draft(step)) else { return }
        try await note(step, on: draft, by: .baton)
    }
}

extension ArticleDraft {
    init(gap: GapID, waiting draft: WaitingDraft) {
        self.init(gap: gap, article: draft.article, basis: draft.basis)
        waited = draft.id
    }
}
