import Calibration
import Conversations
import Edge
import Identity

/// The drawn answers as people judge them: what was asked, what was said, and from which articles.
struct AuditPages: Sendable {
    /// Waiting ones that are counted; more than that is "many".
    static let waitingMax = 1_000

    struct Verdict: Decodable, Sendable {
        let id: String
        let conversation: String
        let answer: String
        let verdict: String
    }

    let board: Switchboard
    let queue: any AuditQueue

    func page(_ person: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let word = request.query["state"] ?? AuditState.waiting.rawValue
        guard let state = AuditState(rawValue: word) else {
            throw HTTPFailure(400, "state is waiting, judged or contested.")
        }
        var place: AuditPlace?
        if let text = request.query["after"], !text.isEmpty {
            guard let known = AuditPlace(text) else {
                throw HTTPFailure(400, "after is a place in this list.")
            }
            place = known
        }
        let limit = try CertaintyRoutes.limit(
            request, standard: CertaintyRoutes.auditsStandard, most: CertaintyRoutes.auditsMax)
        // One more than asked for tells whether there is another page.
        let found = try await queue.audits(state, after: place, limit: limit + 1)
        let page = found.prefix(limit)
        var rows: [JSON] = []
        for outcome in page { rows.append(try await row(outcome, for: person)) }
        let after = found.count > limit ? page.last.map { AuditPlace($0).text } : nil
        return .json(
            JSON.object([
                "audits": .array(rows), "after": .optional(after),
                "waiting": .int(Int64(try await queue.waitingAudits(limit: Self.waitingMax))),
            ]))
    }

    /// One verdict, through the same rule as a frame of the console.
    func judge(_ body: Verdict, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard let verdict = AnswerVerdict(rawValue: body.verdict) else {
            let known = AnswerVerdict.allCases.map(\.rawValue).joined(separator: ", ")
            throw HTTPFailure(400, "verdict is one of \(known).")
        }
        guard let request = ClientID(body.id), let answer = MessageID(body.answer),
            let conversation = ConversationID(body.conversation)
        else {
            throw HTTPFailure(400, "id, conversation and answer are 8 to 64 characters of A-Z a-z 0-9 - _.")
        }
        do throws(Refusal) {
            _ = try await AgentDesk(board: board, agent: person.user.id).receipt(
                for: .judge(conversation, id: request, answer: answer, verdict: verdict), in: conversation,
                request: request)
        } catch {
            throw HTTPFailure(Self.status(of: error), error.description)
        }
        return .json(JSON.object(["verdict": .string(verdict.rawValue)]))
    }

    private static func status(of refusal: Refusal) -> Int {
        switch refusal {
        case .unknownAnswer, .unknownConversation: 404
        case .unavailable: 503
        default: 409
        }
    }

    private func row(_ outcome: Outcome, for person: ConsoleGuard.Person) async throws -> JSON {
        let question = try await QuestionText(board.journal).text(
            of: outcome.question, in: outcome.conversation, before: outcome.seq)
        // The answer follows its decision at once.
        let answered = try await board.journal.events(
            of: outcome.conversation, after: outcome.seq, limit: 1, in: .agent(person.user.id)
        ).first
        var members: [String: JSON] = [
            "question": .optional(question), "text": .optional(answered?.message?.text),
            "citations": .array(answered.map(citations) ?? []),
            "mine": .optional(
                outcome.verdicts.first { $0.judge == person.user.id }?.verdict.rawValue),
            "threshold": outcome.threshold.map(JSON.number) ?? .null,
            "band": .optional(outcome.band?.rawValue), "verdict": .optional(outcome.label?.rawValue),
        ]
        var verdicts: [JSON] = []
        for verdict in outcome.verdicts {
            verdicts.append([
                "id": .string(verdict.judge.value),
                "name": .string(await board.names.name(of: verdict.judge)),
                "verdict": .string(verdict.verdict.rawValue), "at": .int(verdict.at.milliseconds),
            ])
        }
        members["verdicts"] = .array(verdicts)
        return .object(members.merging(CertaintyJSON.place(outcome)) { own, _ in own })
    }

    private func citations(_ delivered: DeliveredEvent) -> [JSON] {
        guard case .answered(let answered) = delivered.event.body else { return [] }
        let address = board.settings.address.url
        return answered.citations.enumerated().map { index, citation in
            let anchor = citation.anchor.map { "#" + $0 } ?? ""
            return [
                "n": .int(Int64(index + 1)), "article": .string(citation.article),
                "title": .string(citation.title),
                "url": .string("\(address)/help/\(citation.article)\(anchor)"),
                "text": .string(citation.excerpt),
            ]
        }
    }
}
