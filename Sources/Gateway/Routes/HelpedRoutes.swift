import Conversations
import Edge
import FoundationEssentials
import Knowledge

/// "Did this help?" below an article of the help centre.
struct HelpedRoutes: Sendable {
    static let bodyBytesMax = 512
    static let perAddressAndMinuteMax = 60

    let shelf: Shelf
    let feedback: any ArticleFeedback
    let address: PublicAddress
    let clock: any WallClock
    let attempts: AttemptLimiter

    init(shelf: Shelf, feedback: any ArticleFeedback, address: PublicAddress, clock: any WallClock) {
        self.shelf = shelf
        self.feedback = feedback
        self.address = address
        self.clock = clock
        attempts = AttemptLimiter(clock: clock, attemptsMax: Self.perAddressAndMinuteMax)
    }

    var routes: [Route] {
        [Route("POST", "/api/help/helped", bodyBytesMax: Self.bodyBytesMax) { try await helped($0) }]
    }

    private struct Body: Decodable {
        let article: String
        let revision: Int
        let helped: Bool
        let visit: String
    }

    private func helped(_ request: Request) async throws -> Response {
        guard address.own.allows(request.origin) else {
            throw HTTPFailure(403, "Only the help centre's own pages may say so.")
        }
        guard attempts.admit(request.remoteAddress) else {
            var response = Response.problem(429, "Too many answers: wait a minute and try again.")
            response.headers.append(("Retry-After", "\(AttemptLimiter.windowSeconds)"))
            return response
        }
        // What nobody may read takes no answer, and is not told apart from what never was.
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(request.body)),
            let article = ArticleID(body.article),
            let answer = HelpedByArticle(
                article: article, revision: body.revision, hasHelped: body.helped, visit: body.visit)
        else { throw HTTPFailure(400, "The request is not the JSON that was expected.") }
        guard shelf.readable(article.value) != nil else {
            throw HTTPFailure(404, "There is no such article.")
        }
        do {
            guard try await feedback.note(answer, atMilliseconds: clock.now().milliseconds) else {
                throw HTTPFailure(404, "There is no such revision of the article.")
            }
        } catch is JournalError {
            throw HTTPFailure(503, "This cannot be stored at the moment: try again shortly.")
        }
        return Response(status: 204)
    }
}
