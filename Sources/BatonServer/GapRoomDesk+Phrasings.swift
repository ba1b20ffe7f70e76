import Conversations
import Gateway
import Identity
import Knowledge
import Learning
import Storage

extension GapRoomDesk: PhrasingDesk {
    func phrasings(limit: Int) async throws -> [LearnedPhrasing] {
        try await store.phrasings(.proposed, limit: limit)
    }

    /// An article's phrasings that are questions of the gap are somebody's words: an erasure must know whose.
    func noteSources(of article: Article, filling gap: GapID) async throws {
        for story in try await stories(of: gap, limit: Self.triedMax) {
            guard let text = story.text, let taken = PhrasingRule.phrasing(text, of: article) else {
                continue
            }
            try await store.keep(
                LearnedPhrasing(
                    id: story.filed.id, at: story.filed.escalation.at, article: article.id,
                    state: .taken, text: taken))
        }
    }

    func settle(_ ids: [EscalationID], takes: Bool, by actor: AuditActor) async throws -> Int {
        var taken: [LearnedPhrasing] = []
        for id in ids {
            guard let one = try await store.phrasing(id), one.state == .proposed else { continue }
            if !takes {
                try await phrasings.leave(one)
            } else if try await phrasings.take(one) {
                taken.append(one)
            }
        }
        for (article, added) in Dictionary(grouping: taken, by: \.article) {
            try await store.note(
                AuditEntry(
                    at: clock.now(), actor: actor, action: .articlePublished, subject: article.value,
                    detail: "\(added.count) phrasings"))
        }
        return taken.count
    }
}
