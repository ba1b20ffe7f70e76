import Conversations
import Edge
import FoundationEssentials
import Handoff
import Identity

/// Signing in and out, and invitation links, for the console.
struct AccessRoutes: Sendable {
    static let bodyBytesMax = 4096

    let access: Access
    let address: PublicAddress
    let attempts: AttemptLimiter
    let presence: PresenceBoard

    var routes: [Route] {
        [
            Route("GET", "/api/me") { request in
                guard let user = try await user(of: request) else { throw HTTPFailure(401, "Sign in first.") }
                return Self.user(user)
            },
            post("/api/sign-in", signIn),
            post("/api/sign-out", isGuess: false, signOut),
            post("/api/invitation", invitation),
            post("/api/redeem", redeem),
        ]
    }

    /// The person whose session cookie came with the request.
    func user(of request: Request) async throws -> User? {
        guard let token = SessionCookie.token(of: request) else { return nil }
        return try await access.user(ofSession: token)
    }

    private struct Body: Decodable {
        var email: String?
        var password: String?
        var token: String?
        var name: String?
    }

    private func signIn(_ body: Body, _ request: Request) async throws -> Response {
        let signedIn = try await access.signIn(email: body.email ?? "", password: body.password ?? "")
        return SessionCookie.set(signedIn.token, on: Self.user(signedIn.user), for: request)
    }

    private func signOut(_ body: Body, _ request: Request) async throws -> Response {
        if let token = SessionCookie.token(of: request) {
            if let user = try await access.user(ofSession: token) { presence.leave(user.id) }
            try await access.signOut(token)
        }
        return SessionCookie.cleared(on: Response(status: 204), for: request)
    }

    private func invitation(_ body: Body, _ request: Request) async throws -> Response {
        let found = try await access.invitation(body.token ?? "")
        return .json(
            JSON.object([
                "kind": .string(found.kind.rawValue), "email": .optional(found.user?.email),
                "name": .optional(found.user?.name),
            ]))
    }

    private func redeem(_ body: Body, _ request: Request) async throws -> Response {
        let redeemed = try await access.redeem(
            body.token ?? "", email: body.email ?? "", name: body.name ?? "", password: body.password ?? "")
        return SessionCookie.set(redeemed.token, on: Self.user(redeemed.user), for: request)
    }

    /// A change through the browser comes from one of our own pages (Origin), as JSON, and not too often from
    /// one address.
    private func post(
        _ path: String, isGuess: Bool = true,
        _ handler: @escaping @Sendable (Body, Request) async throws -> Response
    ) -> Route {
        Route("POST", path, bodyBytesMax: Self.bodyBytesMax) { request in
            guard address.own.allows(request.origin) else {
                throw HTTPFailure(403, "This page may not do that: open the console at its own address.")
            }
            guard !isGuess || attempts.admit(request.remoteAddress) else {
                var response = Response.problem(429, "Too many attempts: wait a minute and try again.")
                response.headers.append(("Retry-After", "\(AttemptLimiter.windowSeconds)"))
                return response
            }
            guard let body = try? JSONDecoder().decode(Body.self, from: Data(request.body)) else {
                throw HTTPFailure(400, "The request is not the JSON that was expected.")
            }
            do {
                return try await handler(body, request)
            } catch let failure as IdentityFailure {
                throw HTTPFailure(Self.status(of: failure), failure.description)
            } catch is JournalError {
                throw HTTPFailure(503, "This cannot be stored at the moment: try again shortly.")
            }
        }
    }

    private static func status(of failure: IdentityFailure) -> Int {
        switch failure {
        case .wrongCredentials: 401
        case .invitationInvalid: 404
        case .tooBusy: 503
        default: 400
        }
    }

    private static func user(_ user: User) -> Response {
        .json(
            JSON.object([
                "user": [
                    "id": .string(user.id.value), "name": .string(user.name), "email": .string(user.email),
                    "role": .string(user.role.word),
                ]
            ]))
    }
}
