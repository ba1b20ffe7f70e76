import Conversations
import Edge
import FoundationEssentials
import Identity

/// Who may ask what of the console's routes: signed in, in the right role, from one of our own pages, as
/// JSON.
struct ConsoleGuard: Sendable {
    static let bodyBytesMax = 16_384
    /// Of bodies without a text of length: passwords, names, ids.
    static let shortBodyBytesMax = 4096

    let access: Access
    let address: PublicAddress

    /// Somebody who is signed in, with the token of this browser's session.
    struct Person: Sendable {
        let user: User
        let token: String
        let device: Device

        var actor: AuditActor { AuditActor(user) }
    }

    /// A question. Its answer is of this moment and of this person: nothing keeps it.
    func question(
        _ path: String, roles: Set<User.Role> = Set(User.Role.allCases),
        _ handler: @escaping @Sendable (Person, Request) async throws -> Response
    ) -> Route {
        Route("GET", path) { request in
            try await answering { try await handler(try await person(request, roles), request) }
        }
    }

    /// A change by somebody who is signed in.
    func change<Body: Decodable & Sendable>(
        _ path: String, _ body: Body.Type, roles: Set<User.Role> = Set(User.Role.allCases),
        bodyBytesMax: Int = Self.shortBodyBytesMax,
        _ handler: @escaping @Sendable (Body, Person, Request) async throws -> Response
    ) -> Route {
        Route("POST", path, bodyBytesMax: bodyBytesMax) { request in
            try await answering {
                try checkOrigin(request)
                let person = try await person(request, roles)
                return try await handler(try Self.decoded(body, request), person, request)
            }
        }
    }

    /// A change of somebody who need not be signed in.
    func open<Body: Decodable & Sendable>(
        _ path: String, _ body: Body.Type,
        _ handler: @escaping @Sendable (Body, Request) async throws -> Response
    ) -> Route {
        Route("POST", path, bodyBytesMax: Self.shortBodyBytesMax) { request in
            try await answering {
                try checkOrigin(request)
                return try await handler(try Self.decoded(body, request), request)
            }
        }
    }

    /// A change through the browser comes from one of our own pages. The cookie does not tell: pages of the
    /// same site send it along, whatever SameSite says.
    private func checkOrigin(_ request: Request) throws {
        guard address.own.allows(request.origin) else {
            throw HTTPFailure(403, "This page may not do that: open the console at its own address.")
        }
    }

    private func person(_ request: Request, _ roles: Set<User.Role>) async throws -> Person {
        let token = SessionCookie.token(of: request)
        let (user, end) = try await access.admit(session: token)
        guard let user, let token else { throw HTTPFailure(401, end.description) }
        guard roles.contains(user.role) else {
            throw HTTPFailure(403, "Your role may not do that: ask an administrator.")
        }
        return Person(user: user, token: token, device: Device(of: request))
    }

    private func answering(_ work: () async throws -> Response) async throws -> Response {
        var response: Response
        do {
            response = try await work()
        } catch let failure as IdentityFailure {
            response = Self.problem(failure)
        } catch is JournalError {
            throw HTTPFailure(503, "This cannot be stored at the moment: try again shortly.")
        }
        if response.header("Cache-Control") == nil {
            response.headers.append(("Cache-Control", "no-store"))
        }
        return response
    }

    /// JSON alone: a form of another page cannot send it without asking the browser's leave.
    private static func decoded<Body: Decodable>(_ body: Body.Type, _ request: Request) throws -> Body {
        let type = request.header("content-type")?.lowercased().split(separator: ";").first.map(String.init)
        guard type?.trimmedOfWhitespace == "application/json" else {
            throw HTTPFailure(415, "Send JSON, with Content-Type: application/json.")
        }
        guard let body = try? JSONDecoder().decode(body, from: Data(request.body)) else {
            throw HTTPFailure(400, "The request is not the JSON that was expected.")
        }
        return body
    }

    private static func problem(_ failure: IdentityFailure) -> Response {
        switch failure {
        case .wrongCredentials: return .problem(401, failure.description)
        case .codeNeeded, .codeWrong, .codeUsed, .codeOfAnotherTime, .factorUnreadable:
            return .json(
                JSON.object(["error": .string(failure.description), "needs_code": true]), status: 401)
        case .lockedOut(let minutes):
            var response = Response.problem(429, failure.description)
            response.headers.append(("Retry-After", "\(minutes * 60)"))
            return response
        case .invitationInvalid, .unknownUser, .unknownSession: return .problem(404, failure.description)
        case .emailTaken, .lastAdministrator, .factorExists, .factorMissing:
            return .problem(409, failure.description)
        case .tooBusy: return .problem(503, failure.description)
        default: return .problem(400, failure.description)
        }
    }
}

extension Device {
    init(of request: Request) {
        self.init(address: request.remoteAddress, browser: request.header("user-agent") ?? "")
    }
}

/// A body of which nothing is wanted.
struct NoBody: Decodable, Sendable {}
