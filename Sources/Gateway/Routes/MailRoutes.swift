import Conversations
import Edge
import Identity

/// A try of mail settings, as an administrator asks for it.
package struct MailAttempt: Sendable {
    package let to: String
    /// What was typed and not saved, by the keys of the settings.
    package let values: [String: String]

    /// One step of what was tried.
    package struct Step: Sendable {
        package let name: String
        package let isDone: Bool
        package let detail: String
        package let milliseconds: Int

        package init(name: String, isDone: Bool, detail: String, milliseconds: Int) {
            self.name = name
            self.isDone = isDone
            self.detail = detail
            self.milliseconds = milliseconds
        }
    }

    /// Why nothing could be tried, and what to do.
    package struct Refused: Error, Sendable {
        package let reason: String
        package init(reason: String) { self.reason = reason }
    }

    package typealias Run = @Sendable (MailAttempt) async throws(Refused) -> [Step]
}

/// `POST /api/settings/try-mail`: for administrators alone, since it makes the server connect to an address
/// that they choose.
struct MailRoutes: Sendable {
    let door: ConsoleGuard
    let attempts: AttemptLimiter
    let run: MailAttempt.Run

    private struct Body: Decodable, Sendable {
        let to: String
        let values: [String: SettingInput]?
    }

    var routes: [Route] {
        [
            door.change(
                "/api/settings/try-mail", Body.self, roles: [.administrator],
                bodyBytesMax: ConsoleGuard.bodyBytesMax, attempt)
        ]
    }

    private func attempt(_ body: Body, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard attempts.admit(person.user.id.value) else {
            throw HTTPFailure(429, "Too many trials: wait a minute and try again.")
        }
        do throws(MailAttempt.Refused) {
            let values = (body.values ?? [:]).mapValues(\.typed)
            return Self.answer(try await run(MailAttempt(to: body.to, values: values)))
        } catch {
            return Self.answer([
                MailAttempt.Step(
                    name: "Check the settings", isDone: false, detail: error.reason, milliseconds: 0)
            ])
        }
    }

    private static func answer(_ steps: [MailAttempt.Step]) -> Response {
        .json(
            JSON.object([
                "ok": .bool(steps.allSatisfy(\.isDone)),
                "steps": .array(
                    steps.map {
                        [
                            "name": .string($0.name), "ok": .bool($0.isDone), "detail": .string($0.detail),
                            "milliseconds": .int(Int64($0.milliseconds)),
                        ]
                    }),
            ]))
    }
}
