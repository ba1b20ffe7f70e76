import Conversations
import Edge
import Identity
import Knowledge
import Learning

/// Gaps for editors: the list, one gap, and what is changed about it. What is written for one: `DraftRoutes`.
struct GapRoutes: Sendable {
    static let gapsMax = 200
    static let gapsStandard = 50
    static let questionsMax = 200
    /// The list of gaps of any state on which a draft waits.
    private static let drafts = "drafts"

    /// Who may change gaps and articles.
    static let editors: Set<User.Role> = [.administrator, .editor]

    let door: ConsoleGuard
    let desk: any GapDesk
    let json: GapJSON

    var routes: [Route] {
        [
            door.question("/api/gaps", list), door.question("/api/gaps/gap", gap),
            door.change("/api/gaps/rename", Rename.self, roles: Self.editors, rename),
            door.change("/api/gaps/kind", Kind.self, roles: Self.editors, kind),
            door.change("/api/gaps/dismiss", Dismiss.self, roles: Self.editors, dismiss),
            door.change("/api/gaps/reopen", Reopen.self, roles: Self.editors, reopen),
            door.change("/api/gaps/merge", Merge.self, roles: Self.editors, merge),
            door.change(
                "/api/gaps/split", Split.self, roles: Self.editors, bodyBytesMax: ConsoleGuard.bodyBytesMax,
                split),
            door.change("/api/gaps/find", Find.self, roles: Self.editors, find),
        ]
    }

    private struct Rename: Decodable, Sendable {
        let gap: String
        let name: String
    }

    private struct Kind: Decodable, Sendable {
        let gap: String
        let kind: String?
    }

    private struct Dismiss: Decodable, Sendable {
        let gap: String
        let reason: String
    }

    private struct Reopen: Decodable, Sendable { let gap: String }

    private struct Merge: Decodable, Sendable {
        let gap: String
        let into: String
    }

    private struct Split: Decodable, Sendable {
        let gap: String
        let questions: [String]
        let name: String?
    }

    private struct Find: Decodable, Sendable {}

    private func list(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let word = request.query["state"] ?? Gap.State.open.rawValue
        let state = Gap.State(rawValue: word)
        guard state != nil || word == Self.drafts else {
            throw HTTPFailure(400, "state is open, published, dismissed, merged or drafts.")
        }
        let limit = try CertaintyRoutes.limit(request, standard: Self.gapsStandard, most: Self.gapsMax)
        let all = try await desk.gaps()
        let found = all.filter { state == nil ? $0.gap.draft != nil : $0.gap.state == state }
        // The order moves with what is asked meanwhile: the place is the gap itself.
        let after = request.query["after"].flatMap { text in found.firstIndex { $0.gap.id.value == text } }
        let page = found.dropFirst(after.map { $0 + 1 } ?? 0).prefix(limit)
        var rows: [JSON] = []
        for entry in page { rows.append(try await row(entry)) }
        let isMore = page.last.map { $0.gap.id != found.last?.gap.id } ?? false
        var counts = Dictionary(
            uniqueKeysWithValues: Gap.State.allCases.map { state in
                (state.rawValue, JSON.count(all.count { $0.gap.state == state }))
            })
        counts[Self.drafts] = .count(all.count { $0.gap.draft != nil })
        return .json(
            JSON.object([
                "gaps": .array(rows), "counts": .object(counts),
                "after": .optional(isMore ? page.last?.gap.id.value : nil),
            ]))
    }

    private func row(_ entry: GapBook.Entry) async throws -> JSON {
        var question: String?
        if let medoid = entry.gap.medoid {
            question = try await desk.story(of: medoid)?.text
        }
        return json.gap(entry, question: question)
    }

    private func gap(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let id = try Self.id(request.query["id"] ?? "")
        guard let entry = try await desk.gaps().first(where: { $0.gap.id == id }) else { throw Self.unknown }
        let stories = try await desk.stories(of: id, limit: Self.questionsMax)
        let escalations = stories.map(\.filed.escalation)
        return .json(
            JSON.object([
                "gap": try await row(entry), "questions": .array(stories.map(json.question)),
                "named": json.counted(escalations.compactMap(\.namedArticle)),
                "ranked": json.counted(escalations.compactMap(\.candidates.first?.article)),
            ]))
    }

    private func rename(_ body: Rename, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        let name = body.name.trimmedOfWhitespace
        guard name.count <= Gap.nameCharactersMax else {
            throw HTTPFailure(400, "A name has up to \(Gap.nameCharactersMax) characters.")
        }
        return try await change(body.gap, .rename(name.isEmpty ? nil : name), person)
    }

    private func kind(_ body: Kind, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard let word = body.kind else { return try await change(body.gap, .kind(nil), person) }
        guard let kind = GapKind(rawValue: word) else {
            throw HTTPFailure(
                400, "kind is one of \(GapKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return try await change(body.gap, .kind(kind), person)
    }

    private func dismiss(_ body: Dismiss, _ person: ConsoleGuard.Person, _: Request) async throws -> Response
    {
        guard let reason = Gap.Dismissal(rawValue: body.reason) else {
            let known = Gap.Dismissal.allCases.map(\.rawValue).joined(separator: ", ")
            throw HTTPFailure(400, "reason is one of \(known).")
        }
        return try await change(body.gap, .dismiss(reason), person)
    }

    private func reopen(_ body: Reopen, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        try await change(body.gap, .reopen, person)
    }

    private func merge(_ body: Merge, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        try await change(body.gap, .merge(into: try Self.id(body.into)), person)
    }

    private func split(_ body: Split, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        let questions = body.questions.prefix(Self.questionsMax).compactMap { EscalationID($0) }
        guard questions.count == body.questions.count, !questions.isEmpty else {
            throw HTTPFailure(
                400, "questions are the ids of one to \(Self.questionsMax) questions of the gap.")
        }
        let name = body.name?.trimmedOfWhitespace ?? ""
        return try await change(body.gap, .split(questions, name: name.isEmpty ? nil : name), person)
    }

    private func find(_: Find, _: ConsoleGuard.Person, _: Request) async throws -> Response {
        .json(JSON.object(["gaps": .count(try await desk.find())]))
    }

    private func change(
        _ text: String, _ edit: GapBook.Edit, _ person: ConsoleGuard.Person
    ) async throws -> Response {
        switch try await desk.edit(try Self.id(text), edit, by: person.actor) {
        case .unknown: throw Self.unknown
        case .refused(let why): throw why.failure
        case .conflict: throw HTTPFailure(409, "Somebody changed the gaps at the same moment: try again.")
        case .done(let id):
            guard let entry = try await desk.gaps().first(where: { $0.gap.id == id }) else {
                throw Self.unknown
            }
            return .json(JSON.object(["gap": try await row(entry)]))
        }
    }

    static let unknown = HTTPFailure(404, "There is no such gap any more: load the page again.")

    static func id(_ text: String) throws -> GapID {
        guard let id = GapID(text) else { throw unknown }
        return id
    }
}
