package import Calibration
package import Conversations

extension Store: OutcomeLedger {
    /// For the query planner's test.
    package static let outcomeReading = LogReading(name: "outcomes", types: OutcomeFold.types)

    package func outcomesDue(limit: Int) async throws(JournalError) -> LogPiece {
        let epoch = epoch
        return try await read { sql in
            try Self.outcomeReading.piece(limit: limit, epoch: epoch, on: sql)
        }
    }

    package func outcomeEvents(of id: ConversationID) async throws(JournalError) -> [Event] {
        try await read { sql in try Self.outcomeReading.events(of: id, on: sql) }
    }

    package func keep(
        _ outcomes: [ConversationID: [Outcome]], after due: LogPiece
    ) async throws(JournalError) -> Bool {
        let epoch = epoch
        return try await write { sql in
            guard try Self.outcomeReading.take(due, epoch: epoch, on: sql) else { return false }
            for (conversation, rows) in outcomes.sorted(by: { $0.key.value < $1.key.value }) {
                try sql.execute(OutcomeRow.delete, [.int(Self.site), .text(conversation.value)])
                for row in rows {
                    try sql.execute(OutcomeRow.insert, [.int(Self.site)] + (try OutcomeRow.values(row)))
                }
            }
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

    /// Lets all outcomes be made anew from the log.
    package func forgetOutcomes() async throws(JournalError) {
        try await write { sql in
            try sql.execute("DELETE FROM outcome WHERE site = $1", [.int(Self.site)])
            try Self.outcomeReading.forget(on: sql)
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
