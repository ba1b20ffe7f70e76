import Conversations
import Gateway
import Identity
import Knowledge
import Learning
import Retrieval
import Storage

/// What an article was before, and taking it away.
extension GapRoomDesk {
    func revision(_ article: ArticleID, number: Int) async throws -> Revision? {
        try await store.revision(article, number: number)
    }

    func revisions(of article: ArticleID, limit: Int) async throws -> [Revision] {
        guard let last = try await store.states().first(where: { $0.id == article })?.revision else {
            return []
        }
        var found: [Revision] = []
        for number in stride(from: last, to: 0, by: -1) where found.count < limit {
            if let one = try await store.revision(article, number: number) { found.append(one) }
        }
        return found
    }

    func verdicts(on article: ArticleID) async throws -> [Int: Verdict] {
        let published = try await store.gaps(limit: GapKeeper.gapsMax).flatMap(\.publications)
            .filter { $0.article == article }
        // Two gaps that were merged may both know of one.
        return Dictionary(
            published.map { ($0.revision, $0.verdict) }, uniquingKeysWith: { $0.at > $1.at ? $0 : $1 })
    }

    /// What was answered well from it is asked without it first.
    func remove(
        _ removal: ArticleRemoval, acceptingBroken: Bool, by actor: AuditActor
    ) async throws -> DraftOutcome {
        let id = removal.article
        guard try await book.entry(removal.gap) != nil else { return .unknownGap }
        let replay = try await replay([], index.trial(removing: id))
        if !acceptingBroken, !replay.broken.isEmpty { return .breaks(replay.broken) }
        let report = try await store.publish(
            Publication([], source: .console, removing: [id], expecting: [id: removal.basis]),
            atMilliseconds: clock.now().milliseconds)
        guard report.removed == [id] else { return .conflict(try await store.revision(id)) }
        // The next visitor no longer finds it; where it fails, the follower's next look takes it out.
        try? await follower.catchUp()
        for entry in try await book.entries() where entry.gap.article == id {
            _ = try await book.edit(entry.gap.id, .removed)
        }
        try await store.note(
            AuditEntry(
                at: clock.now(), actor: actor, action: .articleRemoved, subject: id.value,
                detail:
                    "revision \(removal.basis), \(replay.broken.count) of \(replay.regression.count) broke"))
        return .removed(id)
    }
}
