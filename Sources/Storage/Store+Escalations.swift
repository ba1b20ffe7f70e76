package import Conversations
package import Learning

extension Store: EscalationLedger {
    /// For the query planner's test.
    package static let escalationReading = LogReading(name: "escalations", types: EscalationFold.types)

    package func escalationsDue(limit: Int) async throws(JournalError) -> LogPiece {
        let epoch = epoch
        return try await read { sql in
            try Self.escalationReading.piece(limit: limit, epoch: epoch, on: sql)
        }
    }

    package func escalationEvents(of id: ConversationID) async throws(JournalError) -> [Event] {
        try await read { sql in try Self.escalationReading.events(of: id, on: sql) }
    }

    package func conversations(
        besides id: ConversationID, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [ConversationID] {
        try await read { sql in
            try sql.query(
                EscalationRow.besides,
                [.int(Self.site), .text(id.value), .int(since.milliseconds), .int(max(0, limit))]
            ) { try $0.value(0, ConversationID.init) }
        }
    }

    package func keep(
        _ escalations: [ConversationID: [Escalation]], after piece: LogPiece
    ) async throws(JournalError) -> Bool {
        let epoch = epoch
        return try await write { sql in
            guard try Self.escalationReading.take(piece, epoch: epoch, on: sql) else { return false }
            for (conversation, made) in escalations.sorted(by: { $0.key.value < $1.key.value }) {
                try Self.replace(made, of: conversation, on: sql)
            }
            return true
        }
    }

    private static func replace(
        _ made: [Escalation], of conversation: ConversationID, on sql: any SQL
    ) throws {
        let kept = Set(made.map(\.seq))
        let known = try sql.query(EscalationRow.seqs, [.int(site), .text(conversation.value)]) {
            try $0.int(0)
        }
        for seq in known where !kept.contains(seq) {
            let key: [Value] = [.int(site), .text(conversation.value), .int(seq)]
            try sql.execute("DELETE FROM escalation WHERE \(EscalationRow.isOne)", key)
            try sql.execute("DELETE FROM escalation_vector WHERE \(EscalationRow.isOne)", key)
        }
        for one in made {
            try sql.execute(
                EscalationRow.put,
                [
                    .int(site), .text(conversation.value), .int(one.seq), .int(one.at.milliseconds),
                    .text(try OutcomeRow.encode(one)),
                ])
        }
    }

    package func escalations(
        since: Timestamp, limit: Int
    ) async throws(JournalError) -> [FiledEscalation] {
        let known = escalationMemo.known
        let (filed, read) = try await read { sql in
            var read: [EscalationMemo.Print: Escalation] = [:]
            let filed = try sql.query(
                EscalationRow.since, [.int(Self.site), .int(since.milliseconds), .int(max(0, limit))]
            ) { row in
                let body = try row.text(0)
                let print = EscalationMemo.Print(body)
                let one = try known[print] ?? OutcomeRow.decode(Escalation.self, body)
                read[print] = one
                return try EscalationRow.filed(one, row)
            }
            return (filed, read)
        }
        escalationMemo.keep(read)
        return filed
    }

    package func escalation(_ id: EscalationID) async throws(JournalError) -> FiledEscalation? {
        try await read { sql in
            try sql.first(
                EscalationRow.one, [.int(Self.site), .text(id.conversation.value), .int(id.seq)],
                EscalationRow.read)
        }
    }

    package func escalations(of gap: GapID, limit: Int) async throws(JournalError) -> [FiledEscalation] {
        try await read { sql in
            try sql.query(
                EscalationRow.ofGap, [.int(Self.site), .text(gap.value), .int(max(0, limit))],
                EscalationRow.read)
        }
    }
}

extension Store: EscalationVectors {
    package func escalationsWithoutVector(
        embedder: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [Escalation] {
        try await read { sql in
            try sql.query(
                EscalationRow.withoutVector,
                [.int(Self.site), .text(embedder), .int(since.milliseconds), .int(max(0, limit))]
            ) { row in try OutcomeRow.decode(Escalation.self, try row.text(0)) }
        }
    }

    package func keep(_ vectors: [EscalationVector], embedder: String) async throws(JournalError) {
        try await write { sql in
            for one in vectors {
                try sql.execute(
                    EscalationRow.keepVector,
                    [
                        .int(Self.site), .text(embedder), .text(one.id.conversation.value), .int(one.id.seq),
                        .blob(VectorBytes.bytes(one.vector)),
                    ])
            }
        }
    }

    package func escalationVectors(
        embedder: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [EscalationVector] {
        try await vectors(EscalationRow.vectors, embedder, since, limit)
    }

    package func homelessVectors(
        embedder: String, since: Timestamp, limit: Int
    ) async throws(JournalError) -> [EscalationVector] {
        try await vectors(EscalationRow.homeless, embedder, since, limit)
    }

    private func vectors(
        _ query: String, _ embedder: String, _ since: Timestamp, _ limit: Int
    ) async throws(JournalError) -> [EscalationVector] {
        try await read { sql in
            try sql.query(
                query, [.int(Self.site), .text(embedder), .int(since.milliseconds), .int(max(0, limit))]
            ) { row in
                guard case .blob(let bytes) = row[2] else { throw StoreError.unreadableRow }
                let id = EscalationID(
                    conversation: try row.value(0, ConversationID.init), seq: try row.int(1))
                return EscalationVector(id: id, vector: VectorBytes.numbers(bytes))
            }
        }
    }
}
