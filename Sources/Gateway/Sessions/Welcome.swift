import Conversations
import Handoff
import Identity

/// The answer to `hello`.
enum Welcome {
    static let pingSeconds = 15

    static func visitor(_ visitor: VisitorID, version: Int, board: Switchboard) -> JSON {
        var members = common(version: version, board: board)
        members["visitor"] = .string(visitor.value)
        members["token"] = .string(board.visitorTokens.token(for: visitor))
        return .object(members)
    }

    static func agent(_ user: User, version: Int, board: Switchboard) -> JSON {
        var members = common(version: version, board: board)
        members["agent"] = [
            "id": .string(user.id.value), "name": .string(user.name), "role": .string(user.role.rawValue),
        ]
        return .object(members)
    }

    private static func common(version: Int, board: Switchboard) -> [String: JSON] {
        [
            "type": "welcome", "v": .int(Int64(version)), "epoch": .string(board.journal.epoch),
            "time": .int(board.clock.now().milliseconds), "online": .int(Int64(board.presence.online.count)),
            "assistant": .string(board.settings.assistantName), "greeting": .string(board.settings.greeting),
            "contact_after_seconds": .int(Int64(board.settings.contactAfterSeconds)),
            "limits": [
                "text_characters": .int(Int64(Message.textCharactersMax)),
                "frames_per_second": .int(Int64(FrameBudget.framesPerSecond)),
                "ping_seconds": .int(Int64(pingSeconds)),
            ],
        ]
    }
}
