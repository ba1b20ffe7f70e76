import Conversations
import Gateway
import Identity
import Knowledge
import Learning
import Storage

extension GapRoomDesk {
    func expect(
        _ question: EscalationID, answeredBy article: ArticleID?, by actor: AuditActor
    ) async throws {
        try await store.keep(Expectation(question: question, article: article, at: clock.now()))
        try await store.note(
            AuditEntry(
                at: clock.now(), actor: actor, action: .expectationCorrected,
                subject: question.conversation.value,
                detail: article.map { "\($0) answers it too" } ?? "no test"))
    }
}
