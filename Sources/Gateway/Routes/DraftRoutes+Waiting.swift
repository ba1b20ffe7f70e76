import Conversations
import Edge
package import Identity
import Knowledge
package import Learning

/// A draft that waits for a colleague's approval, or for its time.
extension DraftRoutes {
    var waiting: [Route] {
        let editors = GapRoutes.editors
        return [
            door.question("/api/gaps/draft", roles: editors, waiting),
            door.change(
                "/api/gaps/submit", Draft.self, roles: editors, bodyBytesMax: Self.bodyBytesMax, submit),
            door.change("/api/gaps/approve", Approval.self, roles: editors, approve),
            door.change("/api/gaps/send_back", SendingBack.self, roles: editors, sendBack),
            door.change("/api/gaps/withdraw", Withdrawal.self, roles: editors, withdraw),
        ]
    }

    struct Approval: Decodable, Sendable {
        let gap: String
        /// The draft that was read: where it is another one by now, nothing goes out.
        let draft: String
        let acceptsBroken: Bool?

        enum CodingKeys: String, CodingKey {
            case gap, draft
            case acceptsBroken = "accepts_broken"
        }
    }

    struct SendingBack: Decodable, Sendable {
        let gap: String
        let draft: String
        let word: String
    }

    struct Withdrawal: Decodable, Sendable {
        let gap: String
        let draft: String
    }

    /// The draft with its text, beside what is published.
    private func waiting(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let id = try GapRoutes.id(request.query["id"] ?? "")
        guard let entry = try await desk.gaps().first(where: { $0.gap.id == id }) else {
            throw GapRoutes.unknown
        }
        guard let draft = entry.gap.draft else { throw WaitingDraft.Refusal.gone.failure }
        let published = try await desk.revision(draft.article.id)
        return .json(
            JSON.object([
                "draft": GapJSON.draft(draft), "text": Self.article(draft.article, revision: draft.basis),
                "published": published.map(Self.article) ?? .null,
            ]))
    }

    private func submit(_ body: Draft, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        let moment = body.publishAt.map(Timestamp.init(milliseconds:))
        let now = clock.now()
        let latest = now.advanced(bySeconds: WaitingDraft.daysAheadMax * 86_400)
        guard moment.map({ now < $0 && $0 <= latest }) ?? true else {
            throw HTTPFailure(
                400, "Choose a time that is to come, within the next \(WaitingDraft.daysAheadMax) days.")
        }
        return try response(
            try await desk.submit(
                try await draft(body), publishAt: moment, acceptingBroken: body.acceptsBroken ?? false,
                by: person.actor))
    }

    private func approve(
        _ body: Approval, _ person: ConsoleGuard.Person, _: Request
    ) async throws -> Response {
        try response(
            try await desk.approve(
                body.draft, of: try GapRoutes.id(body.gap), acceptingBroken: body.acceptsBroken ?? false,
                by: person.actor))
    }

    private func sendBack(
        _ body: SendingBack, _ person: ConsoleGuard.Person, _: Request
    ) async throws -> Response {
        let word = body.word.trimmedOfWhitespace
        guard !word.isEmpty, word.count <= WaitingDraft.wordCharactersMax else {
            throw HTTPFailure(
                400, "Say what should change, in up to \(WaitingDraft.wordCharactersMax) characters.")
        }
        let step = WaitingDraft.Step.sendBack(body.draft, by: .init(person.actor), word: word)
        return try await take(step, on: body.gap, person)
    }

    private func withdraw(
        _ body: Withdrawal, _ person: ConsoleGuard.Person, _: Request
    ) async throws -> Response {
        try await take(.withdraw(body.draft, by: .init(person.actor)), on: body.gap, person)
    }

    private func take(
        _ step: WaitingDraft.Step, on gap: String, _ person: ConsoleGuard.Person
    ) async throws -> Response {
        switch try await desk.edit(try GapRoutes.id(gap), .draft(step), by: person.actor) {
        case .done: return .json(JSON.object([:]))
        case .unknown: throw GapRoutes.unknown
        case .refused(let why): throw why.failure
        case .conflict: throw HTTPFailure(409, "Somebody changed the gaps at the same moment: try again.")
        }
    }
}

extension WaitingDraft.Refusal {
    /// What to do instead.
    var failure: HTTPFailure {
        switch self {
        case .gone:
            HTTPFailure(
                409, "This draft was changed, taken back or published meanwhile: load the page again.")
        case .own: HTTPFailure(403, "Nobody approves their own draft: ask a colleague who may publish.")
        case .publishing:
            HTTPFailure(409, "It is being published at this moment: load the page again in a minute.")
        case .waits:
            HTTPFailure(409, "A draft waits on this gap: take it back, or have it published, first.")
        case .needsReview: HTTPFailure(409, "A colleague has to approve this first: ask for review.")
        case .tooMany:
            HTTPFailure(
                409, "\(WaitingDraft.waitingMax) drafts wait already: have some of them published first.")
        }
    }
}

extension WaitingDraft.Person {
    package init(_ actor: AuditActor) { self.init(id: actor.id, name: actor.name) }
}
