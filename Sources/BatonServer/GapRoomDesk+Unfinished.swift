import Conversations
import Knowledge
import Learning
import Storage

/// Publications that a crash cut off.
extension GapRoomDesk {
    /// Whoever publishes is done by then, or will not be.
    static let unfinishedSeconds = 120
    static let unfinishedLookSeconds = 60

    /// Says of each whether its article went out, with the verdict of then; at most once a minute.
    func finishPublications() async throws {
        let now = clock.now()
        if let lookedAt, now.seconds(since: lookedAt) < Self.unfinishedLookSeconds { return }
        lookedAt = now
        for gap in try await store.gaps(limit: GapKeeper.gapsMax) {
            guard let intent = gap.publishing, now.seconds(since: gap.changedAt) >= Self.unfinishedSeconds
            else { continue }
            let revision = try await store.revision(intent.article)
            if let revision, revision.number > intent.basis, revision.contentHash == intent.contentHash {
                try await noteSources(of: revision.article, filling: gap.id)
                _ = try await book.edit(
                    gap.id,
                    .published(
                        article: intent.article.value, revision: revision.number, intent.verdict))
            } else {
                _ = try await book.edit(gap.id, .publishing(nil))
            }
        }
    }
}
