import Calibration
import Conversations
import Edge
import Identity

/// How sure Baton is: the page's numbers, the answers that wait to be judged, and the versions of the
/// confidence.
struct CertaintyRoutes: Sendable {
    static let auditsMax = 50
    static let auditsStandard = 20
    static let conversationsMax = 100
    static let conversationsStandard = 50

    let door: ConsoleGuard
    let desk: any CertaintyDesk
    let audits: AuditPages

    var routes: [Route] {
        [
            door.question("/api/certainty") { _, _ in try await page() },
            door.question("/api/certainty/audits", audits.page),
            door.question("/api/certainty/conversations", conversations),
            door.change("/api/certainty/verdicts", AuditPages.Verdict.self, roles: judges, audits.judge),
            door.change("/api/certainty/use", Use.self, roles: [.administrator], use),
        ]
    }

    /// Who may say something about conversations to the team.
    private var judges: Set<User.Role> { [.administrator, .agent, .editor] }

    private struct Use: Decodable, Sendable {
        /// `auto` lets fits take over again.
        let version: String
    }

    private func page() async throws -> Response { .json(CertaintyJSON.page(try await desk.certainty())) }

    private func use(_ body: Use, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard try await desk.use(body.version, by: person.actor) else {
            throw HTTPFailure(404, "There is no such version: load the page again.")
        }
        return try await page()
    }

    private func conversations(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let filter = try CertaintyFilter(request.query)
        let limit = try Self.limit(
            request, standard: Self.conversationsStandard, most: Self.conversationsMax)
        let found = try await desk.scored().filter(filter.holds)
        let page = found.prefix(limit)
        let after = found.count > limit ? page.last.map { AuditPlace($0.outcome).text } : nil
        return .json(
            JSON.object([
                "conversations": .array(page.map(CertaintyJSON.row)), "after": .optional(after),
            ]))
    }

    static func limit(_ request: Request, standard: Int, most: Int) throws -> Int {
        guard let text = request.query["limit"], !text.isEmpty else { return standard }
        guard let limit = Int(text) else { throw HTTPFailure(400, "limit is a number.") }
        return min(max(limit, 1), most)
    }
}

/// Which outcomes stand behind a point of a chart.
private struct CertaintyFilter: Sendable {
    let from: Double?
    let to: Double?
    let area: String?
    let source: Outcome.Source?
    let label: Outcome.Label?
    let isWaiting: Bool
    let isJudged: Bool
    let version: String?
    let after: AuditPlace?

    init(_ query: [String: String]) throws {
        func word(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
        func share(_ name: String) throws -> Double? {
            guard let text = word(name) else { return nil }
            guard let number = Double(text), (0...1).contains(number) else {
                throw HTTPFailure(400, "\(name) is a confidence from 0 to 1.")
            }
            return number
        }
        from = try share("from")
        to = try share("to")
        area = word("area")
        version = word("version")
        isJudged = word("judged") == "1"
        source = try word("source").map { text in
            guard let source = Outcome.Source(rawValue: text) else {
                throw HTTPFailure(400, "source is audit or shadow.")
            }
            return source
        }
        let verdict = word("verdict")
        isWaiting = verdict == "waiting"
        label = try verdict.flatMap { text -> Outcome.Label? in
            if text == "waiting" { return nil }
            guard let label = Outcome.Label(rawValue: text) else {
                throw HTTPFailure(400, "verdict is right, wrong, cant_tell, contested or waiting.")
            }
            return label
        }
        after = try word("after").map { text in
            guard let place = AuditPlace(text) else {
                throw HTTPFailure(400, "after is a place in this list.")
            }
            return place
        }
    }

    func holds(_ scored: Scored) -> Bool {
        let outcome = scored.outcome
        if let from, scored.confidence < from { return false }
        if let to, to < 1, scored.confidence >= to { return false }
        if let area, outcome.area != area { return false }
        if let source, outcome.source != source { return false }
        if let label, outcome.label != label { return false }
        if isWaiting, !outcome.isWaiting { return false }
        if isJudged, scored.isRight == nil { return false }
        if let version, outcome.version != version { return false }
        guard let after else { return true }
        return (outcome.at, outcome.conversation.value, outcome.seq)
            < (after.at, after.conversation.value, after.seq)
    }
}
