import Conversations
import Edge
package import Identity
import Knowledge
package import Learning

/// Who knows which questions could be phrasings of articles.
package protocol PhrasingDesk: Sendable {
    /// Those that wait for an editor, the newest first.
    func phrasings(limit: Int) async throws -> [LearnedPhrasing]
    /// Adds them to their articles, or leaves them; how many were added.
    func settle(_ ids: [EscalationID], takes: Bool, by actor: AuditActor) async throws -> Int
}

/// Questions that people answered by naming an article, for editors to take as its phrasings.
struct PhrasingRoutes: Sendable {
    static let phrasingsMax = 200

    let door: ConsoleGuard
    let desk: any PhrasingDesk
    let titles: any ArticleTitles

    var routes: [Route] {
        [
            door.question("/api/phrasings") { _, _ in try await list() },
            door.change("/api/phrasings/settle", Settle.self, roles: GapRoutes.editors, settle),
        ]
    }

    private struct Settle: Decodable, Sendable {
        let phrasings: [String]
        let takes: Bool
    }

    private func list() async throws -> Response {
        let found = try await desk.phrasings(limit: Self.phrasingsMax)
        let known = titles.titles(of: found.map(\.article.value))
        let rows: [JSON] = found.map { one in
            [
                "id": .string(one.id.text), "conversation": .string(one.id.conversation.value),
                "at": .int(one.at.milliseconds), "text": .string(one.text),
                "article": .string(one.article.value), "title": .optional(known[one.article.value]),
            ]
        }
        return .json(JSON.object(["phrasings": .array(rows)]))
    }

    private func settle(_ body: Settle, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        let ids = body.phrasings.prefix(Self.phrasingsMax).compactMap { EscalationID($0) }
        guard ids.count == body.phrasings.count, !ids.isEmpty else {
            throw HTTPFailure(400, "phrasings are the ids of one to \(Self.phrasingsMax) questions.")
        }
        let taken = try await desk.settle(ids, takes: body.takes, by: person.actor)
        return .json(JSON.object(["taken": .count(taken)]))
    }
}
