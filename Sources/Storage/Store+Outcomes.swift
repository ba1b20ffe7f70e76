package import Calibration
package import Conversations

extension Store: OutcomeLedger {
    private static let cursorName = "outcomes.cursor"

    package func outcomesDue(limit: Int) async throws(JournalError) -> OutcomesDue {
        let epoch = epoch
        return try await read { sql in
            let from = try Self.cursor(epoch, on: sql)
            let horizon = try sql.first(sql.dialect.horizon, []) { try $0.int64(0) } ?? 0
            let found = try sql.query(
                OutcomeRow.due,
                [.int(from.transaction), .int(from.position), .int(horizon), .int(max(0, limit))]
            ) { row in
                let place = LogCursor(transaction: try row.int64(0), position: try row.int64(1))
                return (place, stream: try row.text(2), type: try row.text(3))
            }
            let streams = Set(found.filter { OutcomeFold.types.contains($0.type) }.map(\.stream))
            return OutcomesDue(
                from: from, to: found.last?.0 ?? from,
                conversations: streams.sorted().compactMap(ConversationID.init))
        }
    }

    package func outcomeEvents(of id: ConversationID) async throws(JournalError) -> [Event] {
        try await read { sql in
            try sql.query(OutcomeRow.events, [.int(Self.site), .text(id.value)]) { row in
                try EventRow.read(row, of: id)
            }
        }
    }

    package func keep(
        _ outcomes: [ConversationID: [Outcome]], after due: OutcomesDue
    ) async throws(JournalError) -> Bool {
        let epoch = epoch
        return try await write { sql in
            guard try Self.cursor(epoch, on: sql) == due.from else { return false }
            for (conversation, rows) in outcomes.sorted(by: { $0.key.value < $1.key.value }) {
                try sql.execute(OutcomeRow.delete, [.int(Self.site), .text(conversation.value)])
                for row in rows {
                    try sql.execute(OutcomeRow.insert, [.int(Self.site)] + (try OutcomeRow.values(row)))
                }
            }
            let place = "\(epoch) \(due.to.transaction) \(due.to.position)"
            try Meta.set(Self.cursorName, to: place, on: sql)
            return true
        }
    }

    package func outcomes(since: Timestamp, limit: Int) async throws(JournalError) -> [Outcome] {
        try await read { sql in
            try sql.query(
                OutcomeRow.window, [.int(Self.site), .int(since.milliseconds), .int(max(0, limit))],
                OutcomeRow.read)
        }
    }

    /// Transactions are another database's where the rows were copied or restored from: then all is looked at
    /// anew, which changes nothing that is right.
    private static func cursor(_ epoch: String, on sql: any SQL) throws -> LogCursor {
        let parts = try Meta.value(cursorName, on: sql)?.split(separator: " ") ?? []
        guard parts.count == 3, parts[0] == epoch, let transaction = Int64(parts[1]),
            let position = Int64(parts[2]), sql.dialect == .postgres || transaction <= 0
        else { return .beginning }
        return LogCursor(transaction: transaction, position: position)
    }

    /// Lets all outcomes be made anew from the log.
    package func forgetOutcomes() async throws(JournalError) {
        try await write { sql in
            try sql.execute("DELETE FROM outcome WHERE site = $1", [.int(Self.site)])
            _ = try sql.execute(
                "DELETE FROM meta WHERE site = $1 AND name = $2", [.int(Self.site), .text(Self.cursorName)])
        }
    }
}

extension Store: AuditQueue {
    package func audits(
        _ state: AuditState, after: AuditPlace?, limit: Int
    ) async throws(JournalError) -> [Outcome] {
        try await read { sql in
            let start = state == .waiting ? Int64.min : Int64.max
            return try sql.query(
                OutcomeRow.audits(state),
                [
                    .int(Self.site), .int(after?.at.milliseconds ?? start),
                    .text(after?.conversation.value ?? ""), .int(after?.seq ?? 0), .int(max(0, limit)),
                ], OutcomeRow.read)
        }
    }

    package func waitingAudits(limit: Int) async throws(JournalError) -> Int {
        try await read { sql in
            try sql.query(OutcomeRow.waiting, [.int(Self.site), .int(max(0, limit))]) { _ in 1 }.count
        }
    }
}
