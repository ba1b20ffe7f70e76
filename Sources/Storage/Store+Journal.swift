package import Conversations

extension Store: Journal {
    package func conversation(
        _ id: ConversationID, in scope: Scope
    ) async throws(JournalError) -> Conversation? {
        try await read { sql in try Self.conversation(id, in: scope, on: sql) }
    }

    package func append(_ change: Change) async throws(JournalError) -> Receipt {
        try await store(change)
    }

    package func receipt(
        for client: ClientID, in conversation: ConversationID
    ) async throws(JournalError) -> Receipt? {
        try await read { sql in try Append.receipt(for: client, in: conversation, on: sql) }
    }

    package func author(
        of message: MessageID, in conversation: ConversationID
    ) async throws(JournalError) -> Actor? {
        try await read { sql in
            try sql.first(
                JournalQuery.author, [.int(Self.site), .text(conversation.value), .text(message.value)]
            ) { try $0.value(0, Actor.init(text:)) }
        }
    }

    package func events(
        of id: ConversationID, after seq: Int, limit: Int, in scope: Scope
    ) async throws(JournalError) -> [DeliveredEvent] {
        try await read { sql in
            guard limit > 0, try Self.conversation(id, in: scope, on: sql) != nil else { return [] }
            return try Self.events(of: id, after: seq, limit: limit, readership: scope.readership, on: sql)
        }
    }

    private static func conversation(
        _ id: ConversationID, in scope: Scope, on sql: any SQL
    ) throws -> Conversation? {
        let found = try sql.first(
            JournalQuery.conversation, [.int(site), .text(id.value)], ConversationRow.read)
        if case .visitor(let visitor) = scope, found?.visitor != visitor { return nil }
        return found
    }

    private static func events(
        of id: ConversationID, after seq: Int, limit: Int, readership: Readership, on sql: any SQL
    ) throws -> [DeliveredEvent] {
        var prev: Int?
        return try sql.query(
            JournalQuery.events,
            [.int(site), .text(id.value), .int(seq), .int(readership.rawValue), .int(limit)]
        ) { row in
            let event = try EventRow.read(row, of: id)
            let before = try prev ?? previous(event.seq, of: id, readership: readership, on: sql)
            prev = event.seq
            return DeliveredEvent(event: event, prev: before, message: try EventRow.readMessage(row))
        }
    }

    /// Asked for rather than taken from `seq`: the event at `seq` may be one that this reader cannot see.
    private static func previous(
        _ seq: Int, of id: ConversationID, readership: Readership, on sql: any SQL
    ) throws -> Int {
        try sql.first(
            JournalQuery.previous, [.int(site), .text(id.value), .int(seq), .int(readership.rawValue)]
        ) { try $0.int(0) } ?? 0
    }
}
