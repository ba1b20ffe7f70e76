import Conversations

/// The read model's row of one conversation: a column for each field, and one that an index needs.
enum ConversationRow {
    /// In the order of `values` after the site, and of `read`.
    static let columns = [
        "id", "visitor", "started_at", "seq", "updated_at", "status", "agent", "episode", "visitor_seq",
        "handled_seq", "needs_answer", "lease_answer", "lease_node", "lease_visitor_seq", "lease_until",
        "last_answer", "last_message", "reason", "queued_at", "contact_offered_at", "has_contact", "score",
        "page_seq", "pages",
    ]

    /// `c.id, c.visitor, ...` for queries that call the table `c`.
    static let selection = columns.map { "c." + $0 }.joined(separator: ", ")

    private static let store = {
        let places = (1...columns.count + 1).map { "$\($0)" }.joined(separator: ", ")
        let changes = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO conversation (site, \(columns.joined(separator: ", "))) VALUES (\(places))
            ON CONFLICT (site, id) DO UPDATE SET \(changes)
            """
    }()

    static func storing(_ conversation: Conversation) -> Statement {
        Statement(store, [.int(Store.site)] + values(conversation))
    }

    static func values(_ it: Conversation) -> [Value] {
        [
            .text(it.id.value), .text(it.visitor.value), .int(it.startedAt.milliseconds), .int(it.seq),
            .int(it.updatedAt.milliseconds), .text(it.status.rawValue), .text(orNull: it.agent?.value),
            .int(it.episode), .int(it.visitorSeq), .int(it.handledSeq), .bool(it.needsAnswer),
            .text(orNull: it.lease?.answer.value), .text(orNull: it.lease?.node),
            .int(orNull: it.lease.map { Int64($0.visitorSeq) }), .int(orNull: it.lease?.until.milliseconds),
            .text(orNull: it.lastAnswer?.value), .text(orNull: it.lastMessage?.value),
            .text(orNull: it.reason?.rawValue), .int(orNull: it.queuedAt?.milliseconds),
            .int(orNull: it.contactOfferedAt?.milliseconds), .bool(it.hasContact),
            .int(orNull: it.score.map { Int64($0) }), .int(it.pageSeq), .int(it.pages),
        ]
    }

    static func read(_ row: any Row) throws -> Conversation {
        var it = Conversation(
            id: try row.value(0, ConversationID.init), visitor: try row.value(1, VisitorID.init),
            startedAt: Timestamp(milliseconds: try row.int64(2)))
        it.seq = try row.int(3)
        it.updatedAt = Timestamp(milliseconds: try row.int64(4))
        it.status = try row.value(5, Conversation.Status.init)
        it.agent = try row.optionalValue(6, AgentID.init)
        it.episode = try row.int(7)
        it.visitorSeq = try row.int(8)
        it.handledSeq = try row.int(9)
        it.lease = try lease(row)
        it.lastAnswer = try row.optionalValue(15, MessageID.init)
        it.lastMessage = try row.optionalValue(16, MessageID.init)
        it.reason = try row.optionalValue(17, HandoffReason.init)
        it.queuedAt = try row.moment(18)
        it.contactOfferedAt = try row.moment(19)
        it.hasContact = try row.bool(20)
        it.score = try row.optionalInt(21)
        it.pageSeq = try row.int(22)
        it.pages = try row.int(23)
        return it
    }

    private static func lease(_ row: any Row) throws -> AnswerLease? {
        guard let answer = try row.optionalValue(11, MessageID.init), let until = try row.moment(14) else {
            return nil
        }
        return AnswerLease(
            answer: answer, node: try row.text(12), visitorSeq: try row.int(13), until: until)
    }
}

extension Row {
    func moment(_ column: Int) throws(StoreError) -> Timestamp? {
        self[column] == .null ? nil : Timestamp(milliseconds: try int64(column))
    }
}
