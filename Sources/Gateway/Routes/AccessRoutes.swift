import Conversations
import Edge
import Handoff
import Identity

/// Signing in and out, and invitation links, for the console.
struct AccessRoutes: Sendable {
    let door: ConsoleGuard
    let attempts: AttemptLimiter
    let presence: PresenceBoard

    var access: Access { door.access }

    var routes: [Route] {
        [
            door.question("/api/me") { person, _ in try await me(person.user) },
            guess("/api/sign-in", signIn),
            door.open("/api/sign-out", NoBody.self, signOut),
            guess("/api/invitation", invitation),
            guess("/api/redeem", redeem),
        ]
    }

    private struct Body: Decodable, Sendable {
        var email: String?
        var password: String?
        var code: String?
        var token: String?
        var name: String?
    }

    private func signIn(_ body: Body, _ request: Request) async throws -> Response {
        let signedIn = try await access.signIn(
            email: body.email ?? "", password: body.password ?? "", code: body.code,
            device: Device(of: request), replacing: SessionCookie.token(of: request))
        return SessionCookie.set(signedIn.token, on: try await me(signedIn.user), for: request)
    }

    private func signOut(_ body: NoBody, _ request: Request) async throws -> Response {
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
            body.token ?? "", email: body.email ?? "", name: body.name ?? "", password: body.password ?? "",
            code: body.code, device: Device(of: request))
        return SessionCookie.set(redeemed.token, on: try await me(redeemed.user), for: request)
    }

    /// What somebody could try out by the thousand comes not too often from one address.
    private func guess(
        _ path: String, _ handler: @escaping @Sendable (Body, Request) async throws -> Response
    ) -> Route {
        door.open(path, Body.self) { body, request in
            guard attempts.admit(request.remoteAddress) else {
                var response = Response.problem(429, "Too many attempts: wait a minute and try again.")
                response.headers.append(("Retry-After", "\(AttemptLimiter.windowSeconds)"))
                return response
            }
            return try await handler(body, request)
        }
    }

    private func me(_ user: User) async throws -> Response {
        .json(JSON.object(["user": .me(user, hasTOTP: try await access.hasTOTP(user))]))
    }
}

extension JSON {
    /// A user, as that user sees themselves.
    static func me(_ user: User, hasTOTP: Bool) -> JSON {
        [
            "id": .string(user.id.value), "name": .string(user.name), "email": .string(user.email),
            "role": .string(user.role.word), "has_totp": .bool(hasTOTP),
        ]
    }
}
