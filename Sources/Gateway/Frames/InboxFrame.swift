import Conversations
import Handoff
import Identity

/// Inbox rows and briefs in the words of the protocol.
struct InboxFrame: Sendable {
    static let visitorNameCharacters = 4

    let frames: EventFrame

    func list(_ name: String, page: InboxPage, counts: InboxCounts, online: Int) async -> JSON {
        [
            "type": "inbox", "list": .string(name), "rows": await rows(page.rows),
            "after": .optional(page.after?.text), "online": .int(Int64(online)),
            "counts": ["waiting": .int(Int64(counts.waiting)), "mine": .int(Int64(counts.mine))],
        ]
    }

    func visitor(
        of state: Conversation, profile: VisitorProfile?, consent: TrainingConsent?, contact: String?,
        others: [InboxRow]
    ) async -> JSON {
        [
            "type": "visitor", "conversation": .string(state.id.value),
            "visitor": [
                "id": .string(state.visitor.value), "name": .optional(profile?.name),
                "email": .optional(profile?.email), "verified": .bool(profile?.isVerified ?? false),
                "attributes": .object((profile?.attributes ?? [:]).mapValues(JSON.string)),
                "contact": .optional(contact),
                "training": consent.map { .bool($0.isGiven) } ?? .null,
            ],
            "conversations": await rows(others),
        ]
    }

    func found(_ number: Int, rows: [InboxRow], articles: [ArticleFinder.Found]) async -> JSON {
        [
            "type": "found", "n": .int(Int64(number)), "conversations": await self.rows(rows),
            "articles": .array(articles.map { .object(article($0)) }),
        ]
    }

    func suggestions(
        for message: MessageID, in id: ConversationID, _ articles: [ArticleFinder.Found]
    ) -> JSON {
        let suggestions = articles.map { found -> JSON in
            var members = article(found)
            members["confidence"] = .number((found.confidence * 100).rounded() / 100)
            return .object(members)
        }
        return [
            "type": "suggestions", "conversation": .string(id.value), "message": .string(message.value),
            "articles": .array(suggestions),
        ]
    }

    private func article(_ found: ArticleFinder.Found) -> [String: JSON] {
        [
            "article": .string(found.article), "title": .string(found.title),
            "url": .string("\(frames.publicURL)/help/\(found.article)"),
        ]
    }

    private func rows(_ rows: [InboxRow]) async -> JSON {
        var members: [JSON] = []
        for row in rows { members.append(await self.row(row)) }
        return .array(members)
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
            "visitor_id": .string(state.visitor.value), "visitor_name": .optional(row.visitorName),
            "verified": .bool(row.isVerified), "episode": .int(Int64(state.episode)),
            "score": state.score.map { .int(Int64($0)) } ?? .null,
        ]
        if let agent = state.agent { members["agent"] = await frames.author(.agent(agent)) }
        if let author = row.lastAuthor {
            members["last"] = ["author": await frames.author(author), "text": .string(row.lastText ?? "")]
        }
        return .object(members)
    }

    /// Most visitors have no names: a few characters of their id tell them apart.
    private static func name(of visitor: VisitorID) -> String {
        "Visitor " + String(visitor.value.suffix(visitorNameCharacters))
    }
}
