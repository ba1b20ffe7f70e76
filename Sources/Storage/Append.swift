import Conversations

/// One change on its way into the log: all its rows, or none.
struct Append {
    let change: Change
    private let site = Value.int(Store.site)

    init(_ change: Change) { self.change = change }

    private var conversation: Value { .text(change.conversation.value) }
    private var at: Value { .int(change.at.milliseconds) }
    private var lastSeq: Int { change.expecting + change.events.count }

    /// Looks at every condition by itself, so that it can say which one does not hold.
    func run(on sql: any SQL) throws -> Receipt {
        if let first = try repeated(on: sql) { return first }
        // A change without events holds already; there is nothing that could conflict.
        guard !change.isEmpty else { return Receipt(seq: change.expecting, at: change.at, isRepeat: true) }
        guard try sql.pipeline([head]) == [1] else { throw JournalError.conflict }
        for statement in try events() { try sql.execute(statement.text, statement.values) }
        // A client minted the id of a text that is there already, such as an answer's, or of another request.
        for statement in try texts() + request {
            guard try sql.execute(statement.text, statement.values) == 1 else { throw JournalError.idReused }
        }
        for statement in rows { try sql.execute(statement.text, statement.values) }
        return receipt
    }

    var receipt: Receipt { Receipt(seq: lastSeq, at: change.at, isRepeat: false) }

    /// All but the head.
    func everything() throws -> [Statement] { try events() + texts() + request + rows }

    /// Whether `guardedHead` asks for all that could keep the other statements from being stored.
    var isGuardedByHead: Bool { !change.isEmpty && change.messages.count <= 1 }

    /// Moves the head, if the client and the text are new as well: what `run` looks at one by one.
    var guardedHead: Statement {
        // No visitor, agent or answer can have written in a conversation that begins with this.
        guard change.expecting > 0 else { return head }
        let message = change.messages.first
        return Statement(
            """
            UPDATE stream SET seq = $1 WHERE site = $2 AND id = $3 AND seq = $4
                AND NOT EXISTS (
                    SELECT 1 FROM client_request r
                    WHERE r.site = $2 AND r.conversation = $3 AND r.client_id = $5)
                AND NOT EXISTS (
                    SELECT 1 FROM message_body m
                    WHERE m.site = $2 AND m.conversation = $3 AND m.message = $6 AND m.kind = $7)
            """,
            [
                .int(lastSeq), site, conversation, .int(change.expecting), .text(change.client?.value ?? ""),
                .text(message?.id.value ?? ""), .text(message?.kind.rawValue ?? ""),
            ])
    }

    /// Exactly one of those who expect the same seq moves it on.
    private var head: Statement {
        change.expecting == 0
            ? Statement(
                "INSERT INTO stream (site, id, kind, seq) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                [site, conversation, .text(StreamKind.conversation.rawValue), .int(lastSeq)])
            : Statement(
                "UPDATE stream SET seq = $1 WHERE site = $2 AND id = $3 AND seq = $4",
                [.int(lastSeq), site, conversation, .int(change.expecting)])
    }

    private func events() throws -> [Statement] {
        try zip((change.expecting + 1)..., change.events).map { seq, event in
            let encoded = try EventCodec.encode(event.body)
            return Statement(
                EventRow.insert,
                [
                    site, conversation, .int(seq), .text(encoded.type), .int(encoded.version), at,
                    .text(event.actor.text), .int(event.body.readership.rawValue), .text(encoded.json),
                ])
        }
    }

    private func texts() throws -> [Statement] {
        try change.messages.map { message in
            let page: Value = if let page = message.page { .text(try EventRow.encode(page)) } else { .null }
            return Statement(
                """
                INSERT INTO message_body (site, conversation, seq, message, kind, author, text, page, at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
                """,
                [
                    site, conversation, .int(seq(of: message)), .text(message.id.value),
                    .text(message.kind.rawValue), .text(message.author.text), .text(message.text), page, at,
                ])
        }
    }

    private var request: [Statement] {
        guard let client = change.client else { return [] }
        return [
            Statement(
                """
                INSERT INTO client_request (site, conversation, client_id, seq, at)
                VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                """, [site, conversation, .text(client.value), .int(lastSeq), at])
        ]
    }

    /// What screens and the desk of mails read.
    private var rows: [Statement] {
        [ConversationRow.storing(change.after)] + (MailRow.noting(change).map { [$0] } ?? [])
    }

    /// The event that refers to the message.
    private func seq(of message: Message) -> Int {
        let index = change.events.lastIndex { event in
            event.body.message == message.id && event.body.textKind == message.kind
        }
        return change.expecting + (index.map { $0 + 1 } ?? change.events.count)
    }
}

extension Append {
    /// The first receipt, when the same client asked for the same before.
    private func repeated(on sql: any SQL) throws -> Receipt? {
        guard let client = change.client,
            let first = try Self.receipt(for: client, in: change.conversation, on: sql),
            let event = try event(at: first.seq, on: sql)
        else { return nil }
        // A client id that somebody else used is no repeat, and is not told apart from a free one here:
        // the head or the request's own row refuses it.
        guard let asked = change.events.last else { return first }
        guard try event.actor == asked.actor || isFormerSelf(event.actor, of: asked.actor, on: sql) else {
            return nil
        }
        guard try isSame(asked.body, event.body, on: sql) else { throw JournalError.idReused }
        return first
    }

    /// A conversation's visitor may have had another id before the host product vouched for them.
    private func isFormerSelf(_ stored: Actor, of asking: Actor, on sql: any SQL) throws -> Bool {
        guard case (.visitor, .visitor(let visitor)) = (stored, asking) else { return false }
        let state = try sql.first(JournalQuery.conversation, [site, conversation], ConversationRow.read)
        return state?.visitor == visitor
    }

    static func receipt(
        for client: ClientID, in conversation: ConversationID, on sql: any SQL
    ) throws -> Receipt? {
        try sql.first(
            JournalQuery.receipt, [.int(Store.site), .text(conversation.value), .text(client.value)]
        ) { row in
            Receipt(
                seq: try row.int(0), at: Timestamp(milliseconds: try row.int64(1)), isRepeat: true)
        }
    }

    private func event(at seq: Int, on sql: any SQL) throws -> Event? {
        try sql.first(
            JournalQuery.event, [site, conversation, .int(seq)]
        ) { row in
            try EventRow.read(row, of: change.conversation)
        }
    }

    private func isSame(_ asked: EventBody, _ stored: EventBody, on sql: any SQL) throws -> Bool {
        switch (asked, stored) {
        // Who was online, and what was found, may differ between two tries of one request.
        case (.handedOff(let asked), .handedOff(let stored)): asked.reason == stored.reason
        case _ where asked != stored: false
        default:
            try change.messages.allSatisfy { message in
                let text = try sql.first(
                    JournalQuery.text,
                    [site, conversation, .text(message.id.value), .text(message.kind.rawValue)]
                ) { try $0.text(0) }
                // An erased text cannot be compared any more: the id stays what it was.
                return text == nil || text == message.text.storable
            }
        }
    }
}

extension EventBody {
    /// Which kind of text the event refers to, if any.
    var textKind: Message.Kind? {
        switch self {
        case .visitorSent, .agentSent, .answered, .askedBack: .message
        case .answerInterrupted: .prefix
        case .contactLeft: .contact
        case .noted: .note
        case .pageChanged: .page
        case .decided: .query
        default: nil
        }
    }
}
