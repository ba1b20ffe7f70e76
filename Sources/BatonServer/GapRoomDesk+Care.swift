import Conversations
import Gateway
import Knowledge
import Learning
import Storage

/// Articles that want care.
extension GapRoomDesk {
    func articlesToCareFor() async throws -> [ArticleCare] {
        let now = clock.now()
        let since = now.advanced(bySeconds: -ArticleCare.days * 86_400)
        let filed = try await store.escalations(since: since, limit: GapFinder.questionsMax)
        return ArticleCare.of(
            try await store.states(), filed.map(\.escalation),
            asked: try await store.questionsByArticle(since: since), now: now)
    }
}
