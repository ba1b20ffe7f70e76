import Conversations
import Edge
import Identity

/// What people change about themselves: name, password, second factor, sessions.
struct AccountRoutes: Sendable {
    let door: ConsoleGuard

    private var access: Access { door.access }

    var routes: [Route] {
        [
            door.change("/api/me/name", Change.self, changeName),
            door.change("/api/me/password", Change.self, changePassword),
            door.change("/api/me/totp/start", Change.self, startTOTP),
            door.change("/api/me/totp/confirm", Change.self, confirmTOTP),
            door.change("/api/me/totp/remove", Change.self, removeTOTP),
            door.question("/api/me/sessions", sessions),
            door.change("/api/me/sessions/end", Change.self, endSession),
        ]
    }

    private struct Change: Decodable, Sendable {
        var name: String?
        var current: String?
        var new: String?
        var password: String?
        var code: String?
        var id: String?
        var all: Bool?
    }

    private func changeName(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws
        -> Response
    {
        let user = try await access.rename(person.user, to: body.name ?? "")
        return .json(JSON.object(["user": .me(user, hasTOTP: try await access.hasTOTP(user))]))
    }

    private func changePassword(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws
        -> Response
    {
        try await access.changePassword(
            of: person.user, current: body.current ?? "", new: body.new ?? "", keeping: person.token,
            device: person.device)
        return Response(status: 204)
    }

    private func startTOTP(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws -> Response
    {
        let offer = try await access.startTOTP(
            person.user, password: body.password ?? "", device: person.device)
        let qr = offer.qr.map { code in
            JSON.object([
                "size": .int(Int64(code.size)), "rows": .array(code.rows.map(JSON.string)),
            ])
        }
        return .json(
            JSON.object(["secret": .string(offer.secret), "uri": .string(offer.uri), "qr": qr ?? .null]))
    }

    private func confirmTOTP(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws
        -> Response
    {
        do {
            let codes = try await access.confirmTOTP(
                person.user, code: body.code ?? "", device: person.device)
            return .json(JSON.object(["recovery": .array(codes.map(JSON.string))]))
        } catch let failure as IdentityFailure {
            throw Self.inSession(failure)
        }
    }

    private func removeTOTP(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws
        -> Response
    {
        do {
            try await access.removeTOTP(
                person.user, password: body.password ?? "", code: body.code ?? "", device: person.device)
            return Response(status: 204)
        } catch let failure as IdentityFailure {
            throw Self.inSession(failure)
        }
    }

    /// Who is signed in is not sent to the sign-in page (401) for a mistyped code.
    private static func inSession(_ failure: IdentityFailure) -> any Error {
        switch failure {
        case .codeNeeded, .codeWrong, .codeUsed, .codeOfAnotherTime, .factorUnreadable:
            HTTPFailure(400, failure.description)
        default: failure
        }
    }

    private func sessions(_ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        let sessions = try await access.sessions(of: person.user, current: person.token)
        let rows = sessions.map { known, isCurrent in
            JSON.object([
                "id": .string(known.session.id), "opened": .int(known.session.openedAt.milliseconds),
                "seen": .int(known.seenAt.milliseconds), "address": .string(known.session.device.address),
                "agent": .string(known.session.device.browser), "current": .bool(isCurrent),
            ])
        }
        return .json(JSON.object(["sessions": .array(rows)]))
    }

    private func endSession(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws
        -> Response
    {
        if body.all == true {
            try await access.endOtherSessions(of: person.user, than: person.token)
        } else {
            try await access.endSession(id: body.id ?? "", of: person.user)
        }
        return Response(status: 204)
    }
}
