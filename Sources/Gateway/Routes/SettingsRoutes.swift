import Conversations
import Edge
import Identity

/// The settings that administrators change in the console.
struct SettingsRoutes: Sendable {
    let door: ConsoleGuard
    let desk: any SettingsDesk
    /// A trial costs a connection and a few tokens.
    let trials: AttemptLimiter

    var routes: [Route] {
        [
            door.question("/api/settings", roles: [.administrator]) { _, _ in
                .json(JSON.object(Self.members(try await desk.page())))
            },
            door.change(
                "/api/settings", Change.self, roles: [.administrator],
                bodyBytesMax: ConsoleGuard.bodyBytesMax, change),
            door.change(
                "/api/settings/try-model", Trial.self, roles: [.administrator],
                bodyBytesMax: ConsoleGuard.bodyBytesMax, tryModel),
        ]
    }

    private struct Change: Decodable, Sendable {
        let version: Int64
        let values: [String: SettingInput]
    }

    private struct Trial: Decodable, Sendable {
        let values: [String: SettingInput]?
    }

    private func change(_ body: Change, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        switch try await desk.change(body.values, version: body.version, by: person.actor) {
        case .changed(let page): return .json(JSON.object(Self.members(page)))
        case .conflict(let page):
            var members = Self.members(page)
            members["error"] = "Somebody else changed settings meanwhile: look at them and save again."
            return .json(JSON.object(members), status: 409)
        case .refused(let fields):
            return .json(
                JSON.object([
                    "error": "Nothing was saved: look at what is marked.",
                    "fields": .object(fields.mapValues(JSON.string)),
                ]), status: 422)
        }
    }

    private func tryModel(_ body: Trial, _ person: ConsoleGuard.Person, _: Request) async throws -> Response {
        guard trials.admit(person.user.id.value) else {
            throw HTTPFailure(429, "Too many trials: wait a minute and try again.")
        }
        let lines = await desk.tryModel(body.values ?? [:])
        let steps = lines.map { line in
            JSON.object([
                "name": .string(line.name), "ok": .bool(line.isGood), "detail": .string(line.detail),
                "milliseconds": .int(Int64(line.milliseconds)),
            ])
        }
        return .json(
            JSON.object(["ok": .bool(lines.allSatisfy(\.isGood)), "steps": .array(steps)]))
    }

    private static func members(_ page: SettingsPage) -> [String: JSON] {
        [
            "version": .int(page.version), "settings": .array(page.lines.map(line)),
            "notice": .optional(page.notice),
        ]
    }

    private static func line(_ line: SettingLine) -> JSON {
        var members: [String: JSON] = [
            "key": .string(line.key), "kind": .string(line.kind), "value": value(line.value, line),
            "standard": value(line.standard, line), "source": .string(line.source),
            "locked": .bool(line.lockedBy != nil), "locked_by": .optional(line.lockedBy),
            "help": .string(line.help), "group": .string(line.group),
        ]
        if let choices = line.choices { members["choices"] = .array(choices.map(JSON.string)) }
        if let range = line.range {
            members["min"] = .int(Int64(range.lowerBound))
            members["max"] = .int(Int64(range.upperBound))
        }
        return .object(members)
    }

    private static func value(_ text: String, _ line: SettingLine) -> JSON {
        switch line.kind {
        case "number": Int64(text).map(JSON.int) ?? .null
        case "list": .array(text.split(separator: "\n").map { .string(String($0)) })
        default: .string(text)
        }
    }
}
