package import Conversations
package import Handoff

extension Store: Inbox {
    package func page(
        _ list: InboxList, after: InboxCursor?, limit: Int
    ) async throws(JournalError) -> InboxPage {
        let limit = max(0, min(limit, InboxList.rowsMax))
        return try await read { sql in
            // One more than asked for says whether there is a next page.
            var rows = try Self.rows(list, after: after, limit: limit + 1, on: sql)
            guard rows.count > limit else { return InboxPage(rows: rows, after: nil) }
            rows.removeLast()
            return InboxPage(rows: rows, after: rows.last.map { InboxCursor(behind: $0, of: list) })
        }
    }

    private static func rows(
        _ list: InboxList, after: InboxCursor?, limit: Int, on sql: any SQL
    ) throws -> [InboxRow] {
        // Without a cursor: before everything in the list's order. No id sorts behind a tilde.
        let moment = after?.milliseconds ?? (list == .waiting ? 0 : Int64.max)
        let id = after?.conversation.value ?? (list == .waiting ? "" : "~")
        let values: [Value] = [.int(site), .int(moment), .text(id), .int(limit)]
        switch list {
        case .waiting: return try sql.query(InboxQuery.waiting, values, InboxQuery.read)
        case .mine(let agent):
            return try sql.query(InboxQuery.mine, values + [.text(agent.value)], InboxQuery.read)
        case .all: return try sql.query(InboxQuery.all, values, InboxQuery.read)
        case .resolved: return try sql.query(InboxQuery.resolved, values, InboxQuery.read)
        }
    }

    package func counts(of agent: AgentID) async throws(JournalError) -> InboxCounts {
        try await read { sql in
            try sql.first(InboxQuery.counts, [.int(Self.site), .text(agent.value)]) { row in
                InboxCounts(waiting: try row.int(0), mine: try row.int(1))
            } ?? InboxCounts(waiting: 0, mine: 0)
        }
    }

    package func row(_ id: ConversationID) async throws(JournalError) -> InboxRow? {
        try await read { sql in try Self.row(id.value, on: sql) }
    }

    private static func row(_ id: String, on sql: any SQL) throws -> InboxRow? {
        try sql.first(InboxQuery.row, [.int(site), .text(id)], InboxQuery.read)
    }

    package func rows(of visitor: VisitorID, limit: Int) async throws(JournalError) -> [InboxRow] {
        let limit = Value.int(max(0, min(limit, InboxList.rowsMax)))
        return try await read { sql in
            try sql.query(
                InboxQuery.ofVisitor, [.int(Self.site), .text(visitor.value), limit], InboxQuery.read)
        }
    }

    package func search(_ text: String, limit: Int) async throws(JournalError) -> [InboxRow] {
        let sought = text.trimmedOfWhitespace
        guard !sought.isEmpty else { return [] }
        let values: [Value] = [
            .int(Self.site), .text(InboxQuery.pattern(sought)), .int(InboxQuery.conversationsSearchedMax),
            .int(max(0, min(limit, InboxList.rowsMax))),
        ]
        return try await read { sql in
            let ids = try sql.query(InboxQuery.search(sql.dialect), values) { try $0.text(0) }
            return try ids.compactMap { try Self.row($0, on: sql) }
        }
    }
}

extension Store: WaitingLine {
    package func waiting(since moment: Timestamp, limit: Int) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            try sql.query(
                InboxQuery.toOffer, [.int(Self.site), .int(moment.milliseconds), .int(max(0, limit))]
            ) { row in
                try row.value(0, ConversationID.init)
            }
        }
    }

    package func waits(since moment: Timestamp, limit: Int) async throws(JournalError) -> [Int] {
        try await read { sql in
            try sql.query(
                InboxQuery.accepted, [.int(Self.site), .int(moment.milliseconds), .int(max(0, limit))]
            ) { row -> Int? in
                // Whoever takes over, from the Assistant or from a colleague, ends no wait in the queue.
                guard try row.optionalText(2) == "handed_off", let began = try row.moment(1) else {
                    return nil
                }
                let ended = Timestamp(milliseconds: try row.int64(0))
                return ended > began ? ended.seconds(since: began) : nil
            }.compactMap(\.self)
        }
    }
}
