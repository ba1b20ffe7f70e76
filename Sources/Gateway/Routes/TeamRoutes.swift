import Conversations
import Edge
import Handoff
import Identity

/// What administrators do about the people of the team, and the audit log.
struct TeamRoutes: Sendable {
    static let auditEntriesMax = 200
    static let auditEntriesStandard = 50

    let door: ConsoleGuard
    let presence: PresenceBoard

    private var access: Access { door.access }

    var routes: [Route] {
        [
            door.question("/api/users", roles: [.administrator], users),
            door.change("/api/users", Change.self, roles: [.administrator], add),
            change("role") { user, body, actor in
                guard let role = User.Role(word: body.role ?? "") else { throw Self.unknownRole }
                try await access.setRole(role, of: user, by: actor)
                return Response(status: 204)
            },
            change("disabled") { user, body, actor in
                guard let isDisabled = body.disabled else {
                    throw HTTPFailure(400, "Say {\"disabled\": true} or {\"disabled\": false}.")
                }
                try await access.setDisabled(isDisabled, user, by: actor)
                return Response(status: 204)
            },
            change("reset") { user, _, actor in
                .json(JSON.object(["link": .string(link(try await access.reset(user, by: actor)))]))
            },
            change("sign-out") { user, _, actor in
                try await access.signOutEverywhere(user, by: actor)
                return Response(status: 204)
            },
            change("totp-off") { user, _, actor in
                try await access.switchTOTPOff(user, by: actor)
                return Response(status: 204)
            },
            door.question("/api/audit", roles: [.administrator], audit),
        ]
    }

    private struct Change: Decodable, Sendable {
        var email: String?
        var name: String?
        var role: String?
        var disabled: Bool?
    }

    private static let unknownRole = HTTPFailure(
        400, "A role is one of " + User.Role.allCases.map(\.word).joined(separator: ", ") + ".")

    /// A change of one person; the fields that may come with it are those of `Change` alone.
    private func change(
        _ what: String, _ work: @escaping @Sendable (User, Change, AuditActor) async throws -> Response
    ) -> Route {
        door.change("/api/users/:id/" + what, Change.self, roles: [.administrator]) { body, person, request in
            let user = try await access.user(id: request.parameters["id"] ?? "")
            return try await work(user, body, person.actor)
        }
    }

    private func link(_ token: String) -> String { door.address.url + "/console#invitation=" + token }

    private func users(_: ConsoleGuard.Person, _: Request) async throws -> Response {
        let online = presence.online
        let rows = try await access.members().map { Self.row($0, isOnline: online.contains($0.user.id)) }
        return .json(JSON.object(["users": .array(rows)]))
    }

    private func add(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard let role = User.Role(word: body.role ?? User.Role.agent.word) else { throw Self.unknownRole }
        let (user, token) = try await access.invited(
            email: body.email ?? "", name: body.name ?? "", role: role, by: person.actor)
        let member = Member(user: user, hasTOTP: false, isInvited: true, lastSeenAt: nil)
        return .json(
            JSON.object(["user": Self.row(member, isOnline: false), "link": .string(link(token))]),
            status: 201)
    }

    private static func row(_ member: Member, isOnline: Bool) -> JSON {
        let user = member.user
        return [
            "id": .string(user.id.value), "name": .string(user.name), "email": .string(user.email),
            "role": .string(user.role.word), "disabled": .bool(user.isDisabled),
            "has_totp": .bool(member.hasTOTP), "invited": .bool(member.isInvited), "online": .bool(isOnline),
            "last_seen": member.lastSeenAt.map { .int($0.milliseconds) } ?? .null,
        ]
    }

    private func audit(_: ConsoleGuard.Person, _ request: Request) async throws -> Response {
        let asked = request.query["limit"].flatMap(Int.init) ?? Self.auditEntriesStandard
        let limit = min(max(asked, 1), Self.auditEntriesMax)
        var before: Int64?
        if let text = request.query["before"], !text.isEmpty {
            guard let id = Int64(text) else { throw HTTPFailure(400, "before is an entry's id.") }
            before = id
        }
        // One more than asked for tells whether there is another page.
        let found = try await access.audit(before: before, limit: limit + 1)
        let page = found.prefix(limit)
        let rows = page.map { id, entry in
            JSON.object([
                "id": .int(id), "at": .int(entry.at.milliseconds),
                "actor": ["id": .string(entry.actor.id), "name": .string(entry.actor.name)],
                "action": .string(entry.action.rawValue), "subject": .string(entry.subject),
                "detail": .string(entry.detail),
            ])
        }
        let next = found.count > limit ? page.last.map { JSON.int($0.id) } : nil
        return .json(JSON.object(["entries": .array(rows), "before": next ?? .null]))
    }
}
