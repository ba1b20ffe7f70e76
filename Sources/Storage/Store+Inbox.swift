package import Conversations
package import Handoff

/// The queries of the inbox. Texts are joined when a list is read, so that an erased one is gone at once.
package enum InboxQuery {
    /// Characters of the last text in a list row.
    package static let lastTextCharactersMax = 200

    private static let columnCount = ConversationRow.columns.count

    /// One line a conversation: its last text, the page of the visitor's last message, the last address.
    private static let rows = """
        SELECT \(ConversationRow.selection), m.author, substr(m.text, 1, \(lastTextCharactersMax)), p.page,
            (SELECT k.text FROM message_body k
             WHERE k.site = c.site AND k.conversation = c.id AND k.kind = 'contact' AND c.has_contact = 1
             ORDER BY k.seq DESC LIMIT 1)
        FROM conversation c
        LEFT JOIN message_body m ON m.site = c.site AND m.conversation = c.id AND m.message = c.last_message
            AND m.kind = 'message'
        LEFT JOIN message_body p ON p.site = c.site AND p.conversation = c.id AND p.seq = c.visitor_seq
        WHERE c.site = $1
        """

    package static let row = rows + " AND c.id = $2"
    package static let waiting = rows + " AND c.status = 'queued' ORDER BY c.queued_at, c.id LIMIT $2"
    package static let mine =
        rows + " AND c.agent = $2 AND c.status = 'assigned' ORDER BY c.updated_at DESC, c.id DESC LIMIT $3"
    package static let all = rows + " ORDER BY c.updated_at DESC, c.id DESC LIMIT $2"
    package static let resolved =
        rows + " AND c.status = 'resolved' ORDER BY c.updated_at DESC, c.id DESC LIMIT $2"

    package static let toOffer = """
        SELECT id FROM conversation
        WHERE site = $1 AND status = 'queued' AND contact_offered_at IS NULL AND queued_at <= $2
        ORDER BY queued_at, id
        LIMIT $3
        """

    static func read(_ row: any Row) throws -> InboxRow {
        InboxRow(
            conversation: try ConversationRow.read(row),
            lastAuthor: try row.optionalValue(columnCount, Actor.init(text:)),
            lastText: try row.optionalText(columnCount + 1),
            page: try EventRow.readPage(row, columnCount + 2),
            contact: try row.optionalText(columnCount + 3))
    }
}

extension Store: Inbox {
    package func rows(_ list: InboxList, limit: Int) async throws(JournalError) -> [InboxRow] {
        let limit = Value.int(max(0, min(limit, InboxList.rowsMax)))
        let site = Value.int(Self.site)
        return try await read { sql in
            switch list {
            case .waiting: try sql.query(InboxQuery.waiting, [site, limit], InboxQuery.read)
            case .mine(let agent):
                try sql.query(InboxQuery.mine, [site, .text(agent.value), limit], InboxQuery.read)
            case .all: try sql.query(InboxQuery.all, [site, limit], InboxQuery.read)
            case .resolved: try sql.query(InboxQuery.resolved, [site, limit], InboxQuery.read)
            }
        }
    }

    package func row(_ id: ConversationID) async throws(JournalError) -> InboxRow? {
        try await read { sql in
            try sql.first(InboxQuery.row, [.int(Self.site), .text(id.value)], InboxQuery.read)
        }
    }

    package func waiting(since moment: Timestamp, limit: Int) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            try sql.query(
                InboxQuery.toOffer, [.int(Self.site), .int(moment.milliseconds), .int(max(0, limit))]
            ) { row in
                try row.value(0, ConversationID.init)
            }
        }
    }
}
