import Edge
import Knowledge
import Learning

/// Earlier revisions of an article, going back to one, and taking the article away.
struct RevisionRoutes: Sendable {
    static let revisionsMax = 50

    let drafts: DraftRoutes
    private var desk: any GapDesk { drafts.desk }

    var routes: [Route] {
        let (door, editors) = (drafts.door, GapRoutes.editors)
        return [
            door.question("/api/gaps/revisions", roles: editors, revisions),
            door.change("/api/gaps/revert", Change.self, roles: editors, revert),
            door.change("/api/gaps/remove", Change.self, roles: editors, remove),
        ]
    }

    private struct Change: Decodable, Sendable {
        let gap: String
        let article: String
        /// The revision that the editor saw as the current one.
        let revision: Int
        /// The one to go back to.
        let to: Int?
        let acceptsBroken: Bool?

        enum CodingKeys: String, CodingKey {
            case gap, article, revision, to
            case acceptsBroken = "accepts_broken"
        }
    }

    private func revisions(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let id = try DraftRoutes.article(request.query["id"] ?? "")
        let found = try await desk.revisions(of: id, limit: Self.revisionsMax)
        guard !found.isEmpty else { throw DraftRoutes.unknownArticle }
        let verdicts = try await desk.verdicts(on: id)
        let rows = found.map { one -> JSON in
            [
                "revision": .count(one.number), "at": .int(one.updatedAtMilliseconds),
                "source": .string(one.source.rawValue), "title": .string(one.article.title),
                "verdict": verdicts[one.number].map(GapJSON.verdict) ?? .null,
            ]
        }
        let current = try await desk.revision(id)?.number
        return .json(JSON.object(["revisions": .array(rows), "current": .optional(current)]))
    }

    /// A new revision with the old one's text: what it breaks is asked like for any other.
    private func revert(
        _ body: Change, _ person: ConsoleGuard.Person, _: Request
    ) async throws -> Response {
        let id = try DraftRoutes.article(body.article)
        guard let number = body.to, let old = try await desk.revision(id, number: number) else {
            throw HTTPFailure(404, "There is no such revision: load the list again.")
        }
        let draft = ArticleDraft(
            gap: try GapRoutes.id(body.gap), article: old.article, basis: body.revision, reverts: number)
        return try drafts.response(
            try await desk.publish(draft, acceptingBroken: body.acceptsBroken ?? false, by: person.actor))
    }

    private func remove(
        _ body: Change, _ person: ConsoleGuard.Person, _: Request
    ) async throws -> Response {
        let removal = ArticleRemoval(
            gap: try GapRoutes.id(body.gap), article: try DraftRoutes.article(body.article),
            basis: body.revision)
        return try drafts.response(
            try await desk.remove(removal, acceptingBroken: body.acceptsBroken ?? false, by: person.actor))
    }
}
