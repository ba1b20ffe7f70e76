import Conversations
import Handoff
import Identity

/// The answer to `hello`.
enum Welcome {
    static let pingSeconds = 15

    static func visitor(_ guest: VisitorGuest, version: Int, board: Switchboard) async -> JSON {
        let settings = board.settings
        var members = common(version: version, board: board)
        members["visitor"] = .string(guest.visitor.value)
        members["token"] = .optional(guest.token)
        members["identity"] = guest.identity
        members["conversation"] = .optional(guest.only?.value)
        members["openings"] = .array(settings.openings.map(JSON.string))
        members["accent"] = .optional(settings.accent)
        members["team"] = await team(board)
        members["consent"] =
            guest.asks ? ["training": guest.consent.map { .bool($0.isGiven) } ?? .null] : .null
        return .object(members)
    }

    static func agent(_ user: User, version: Int, board: Switchboard) -> JSON {
        var members = common(version: version, board: board)
        members["agent"] = [
            "id": .string(user.id.value), "name": .string(user.name), "role": .string(user.role.word),
        ]
        return .object(members)
    }

    private static func team(_ board: Switchboard) async -> JSON {
        let now = board.clock.now()
        let hours = board.settings.hours
        return [
            "online": .int(Int64(board.presence.online.count)), "open": .bool(hours?.isOpen(at: now) ?? true),
            "opens_at": hours?.opens(after: now).map { .int($0.milliseconds) } ?? .null,
            "wait_seconds": await board.waits.seconds().map { .int(Int64($0)) } ?? .null,
        ]
    }

    private static func common(version: Int, board: Switchboard) -> [String: JSON] {
        let settings = board.settings
        return [
            "type": "welcome", "v": .int(Int64(version)), "epoch": .string(board.journal.epoch),
            "time": .int(board.clock.now().milliseconds), "online": .int(Int64(board.presence.online.count)),
            "assistant": .string(settings.assistantName), "greeting": .string(settings.greeting),
            "contact_after_seconds": .int(Int64(settings.contactAfterSeconds)),
            "mail": .bool(settings.hasMail),
            "limits": [
                "text_characters": .int(Int64(Message.textCharactersMax)),
                "frames_per_second": .int(Int64(FrameBudget.framesPerSecond)),
                "ping_seconds": .int(Int64(pingSeconds)),
            ],
        ]
    }
}
