import Edge
import Knowledge
import Learning

/// A question that publications are tried on is expected to be answered from an article; an editor may know
/// better.
extension DraftRoutes {
    struct Correction: Decodable, Sendable {
        let question: String
        /// The article that answers it too; without one, the question is no test.
        let article: String?
    }

    func correct(_ body: Correction, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard let question = EscalationID(body.question) else {
            throw HTTPFailure(400, "question is the id of a question, as a trial gives it.")
        }
        var article: ArticleID?
        if let text = body.article {
            guard let id = ArticleID(text) else { throw HTTPFailure(400, "article is the id of an article.") }
            article = id
        }
        try await desk.expect(question, answeredBy: article, by: person.actor)
        return .json(JSON.object([:]))
    }
}
