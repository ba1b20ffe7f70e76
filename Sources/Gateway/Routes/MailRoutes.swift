import Conversations
import Edge
import FoundationEssentials
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
    static let bodyBytesMax = 16_384
    static let valueCharactersMax = 1_000

    let accessRoutes: AccessRoutes
    let address: PublicAddress
    let attempts: AttemptLimiter
    let run: MailAttempt.Run

    private struct Body: Decodable {
        let to: String
        let values: [String: Scalar]?
    }

    /// A setting's value in JSON: text, or a number.
    private enum Scalar: Decodable {
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .text("\(number)")
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        var text: String {
            switch self {
            case .text(let text): text
            }
        }
    }

    var routes: [Route] {
        [
            Route("POST", "/api/settings/try-mail", bodyBytesMax: Self.bodyBytesMax) { request in
                try await attempt(request)
            }
        ]
    }

    private func attempt(_ request: Request) async throws -> Response {
        guard address.own.allows(request.origin) else {
            throw HTTPFailure(403, "This page may not do that: open the console at its own address.")
        }
        guard let user = try await accessRoutes.user(of: request) else {
            throw HTTPFailure(401, "Sign in first.")
        }
        guard user.role == .administrator else {
            throw HTTPFailure(403, "Only an administrator can try the settings.")
        }
        guard attempts.admit(request.remoteAddress) else {
            throw HTTPFailure(429, "Too many attempts: wait a minute and try again.")
        }
        guard request.header("content-type")?.lowercased().hasPrefix("application/json") == true,
            let body = try? JSONDecoder().decode(Body.self, from: Data(request.body)),
            body.values?.values.allSatisfy({ $0.text.count <= Self.valueCharactersMax }) ?? true
        else { throw HTTPFailure(400, "The request is not the JSON that was expected.") }
        do throws(MailAttempt.Refused) {
            let values = (body.values ?? [:]).mapValues(\.text)
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
