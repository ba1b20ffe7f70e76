import Conversations
import Handoff

/// A visitor's own conversations in the words of the protocol.
struct VisitorRows: Sendable {
    let frames: EventFrame

    func list(_ rows: [InboxRow]) async -> JSON {
        var members: [JSON] = []
        for row in rows { members.append(await self.row(row)) }
        return ["type": "conversations", "rows": .array(members)]
    }

    private func row(_ row: InboxRow) async -> JSON {
        let state = row.conversation
        var last: JSON = .null
        if let author = row.lastAuthor {
            last = ["author": await frames.author(author), "text": .string(row.lastText ?? "")]
        }
        return [
            "conversation": .string(state.id.value), "status": .string(state.status.rawValue),
            "started": .int(state.startedAt.milliseconds), "updated": .int(state.updatedAt.milliseconds),
            "episode": .int(Int64(state.episode)), "last": last,
        ]
    }
}
