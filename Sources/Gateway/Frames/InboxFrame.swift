import Conversations
import Handoff

/// Inbox rows and briefs in the words of the protocol.
struct InboxFrame: Sendable {
    static let visitorNameCharacters = 4

    let frames: EventFrame

    func list(_ name: String, rows: [InboxRow], online: Int) async -> JSON {
        var members: [JSON] = []
        for row in rows { members.append(await self.row(row)) }
        return [
            "type": "inbox", "list": .string(name), "rows": .array(members), "online": .int(Int64(online)),
        ]
    }

    func update(_ row: InboxRow) async -> JSON { ["type": "row", "row": await self.row(row)] }

    func brief(_ brief: Brief, of id: ConversationID, titles: [String: String]) -> JSON {
        let found: [JSON] = brief.found.map { article in
            [
                "article": .string(article), "title": .string(titles[article] ?? article),
                "url": .string("\(frames.publicURL)/help/\(article)"),
            ]
        }
        return [
            "type": "brief", "conversation": .string(id.value), "wants": .string(brief.wants),
            "tried": .string(brief.tried), "why": .string(brief.why), "next": .string(brief.next),
            "found": .array(found),
        ]
    }

    private func row(_ row: InboxRow) async -> JSON {
        let state = row.conversation
        var members: [String: JSON] = [
            "conversation": .string(state.id.value), "status": .string(state.status.rawValue),
            "visitor": .string(Self.name(of: state.visitor)), "agent": .null,
            "reason": .optional(state.reason?.rawValue), "updated": .int(state.updatedAt.milliseconds),
            "since": state.queuedAt.map { .int($0.milliseconds) } ?? .null, "seq": .int(Int64(state.seq)),
            "last": .null, "page": row.page.map(EventFrame.page) ?? .null, "contact": .optional(row.contact),
            "episode": .int(Int64(state.episode)), "score": state.score.map { .int(Int64($0)) } ?? .null,
        ]
        if let agent = state.agent { members["agent"] = await frames.author(.agent(agent)) }
        if let author = row.lastAuthor {
            members["last"] = ["author": await frames.author(author), "text": .string(row.lastText ?? "")]
        }
        return .object(members)
    }

    /// Visitors have no names yet: a few characters of their id tell them apart.
    private static func name(of visitor: VisitorID) -> String {
        "Visitor " + String(visitor.value.suffix(visitorNameCharacters))
    }
}
