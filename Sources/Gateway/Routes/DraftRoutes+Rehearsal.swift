import Edge
import Learning

/// What the model would say to a gap's questions: first what that takes, then one at a time.
extension DraftRoutes {
    /// Without a question: what asking all of them takes.
    func rehearse(_ body: Draft, _: ConsoleGuard.Person, _: Request) async throws -> Response {
        let draft = try await draft(body)
        guard let question = body.question else {
            return .json(Self.plan(try await desk.rehearsal(of: draft)))
        }
        guard let id = EscalationID(question), let said = try await desk.rehearse(draft, id) else {
            throw HTTPFailure(404, "This question was erased meanwhile: leave it out.")
        }
        return .json(Self.rehearsed(said))
    }

    private static func plan(_ plan: RehearsalPlan?) -> JSON {
        guard let plan else { return ["model": .null, "questions": .array([])] }
        return [
            "model": .string(plan.model), "tokens_sent": .count(plan.tokensSent),
            "tokens_written_max": .count(plan.tokensWrittenMax), "seconds": .optional(plan.seconds),
            "questions": .array(
                plan.questions.map { ["id": .string($0.id), "text": .string($0.text)] }),
        ]
    }

    private static func rehearsed(_ one: Rehearsed) -> JSON {
        [
            "text": .string(one.text), "withheld": .count(one.withheld),
            "failure": .optional(one.failure), "says": .optional(one.says),
            "seconds": .number(one.seconds),
        ]
    }
}
