package import Calibration
package import Conversations

extension Store: CalibrationLedger {
    private static let stateName = "calibration"

    /// For the query planner's test.
    package static let versionsQuery = """
        SELECT body FROM confidence_version WHERE site = $1 ORDER BY made_at DESC, name DESC LIMIT $2
        """

    package func calibration() async throws(JournalError) -> CalibrationState {
        try await read { sql in try Self.calibration(on: sql) }
    }

    package func keep(
        _ state: CalibrationState, insteadOf before: CalibrationState, with version: ConfidenceVersion?
    ) async throws(JournalError) -> Bool {
        try await write { sql in
            guard try Self.calibration(on: sql) == before else { return false }
            if let version { try Self.add(version, on: sql) }
            try Meta.set(Self.stateName, to: try OutcomeRow.encode(state), on: sql)
            try ChangeCounter.raise(.calibration, on: sql)
            return true
        }
    }

    package func add(_ version: ConfidenceVersion) async throws(JournalError) {
        // Asked first: a write at every start for nothing would wear out the disk.
        guard try await self.version(version.name) == nil else { return }
        try await write { sql in try Self.add(version, on: sql) }
    }

    package func version(_ name: String) async throws(JournalError) -> ConfidenceVersion? {
        try await read { sql in
            try sql.first(
                "SELECT body FROM confidence_version WHERE site = $1 AND name = $2",
                [.int(Self.site), .text(name)]
            ) { try OutcomeRow.decode(ConfidenceVersion.self, try $0.text(0)) }
        }
    }

    package func versions(limit: Int) async throws(JournalError) -> [ConfidenceVersion] {
        try await read { sql in
            try sql.query(Self.versionsQuery, [.int(Self.site), .int(max(0, limit))]) { row in
                try OutcomeRow.decode(ConfidenceVersion.self, try row.text(0))
            }
        }
    }

    private static func calibration(on sql: any SQL) throws -> CalibrationState {
        guard let text = try Meta.value(stateName, on: sql) else { return CalibrationState() }
        return try OutcomeRow.decode(CalibrationState.self, text)
    }

    private static func add(_ version: ConfidenceVersion, on sql: any SQL) throws {
        try sql.execute(
            """
            INSERT INTO confidence_version (site, name, made_at, body) VALUES ($1, $2, $3, $4)
            ON CONFLICT (site, name) DO NOTHING
            """,
            [
                .int(site), .text(version.name), .int(version.madeAt.milliseconds),
                .text(try OutcomeRow.encode(version)),
            ])
    }
}

extension Store: UnansweredLedger {
    /// For the query planner's test.
    package static let unansweredQuestionsQuery = """
        SELECT conversation, seq, at, vector, is_answered FROM unanswered_question
        WHERE site = $1 AND embedder = $2
        ORDER BY at DESC, conversation DESC, seq DESC
        LIMIT $3
        """

    package func unansweredQuestions(
        embedder: String, limit: Int
    ) async throws(JournalError) -> [UnansweredQuestion] {
        try await read { sql in
            try sql.query(
                Self.unansweredQuestionsQuery, [.int(Self.site), .text(embedder), .int(max(0, limit))]
            ) { row in
                guard case .blob(let bytes) = row[3] else { throw StoreError.unreadableRow }
                return UnansweredQuestion(
                    conversation: try row.value(0, ConversationID.init), seq: try row.int(1),
                    at: Timestamp(milliseconds: try row.int64(2)), vector: VectorBytes.numbers(bytes),
                    isAnswered: try row.bool(4))
            }
        }
    }

    package func remember(
        _ questions: [UnansweredQuestion], embedder: String
    ) async throws(JournalError) {
        try await change(questions) { question in
            Statement(
                """
                INSERT INTO unanswered_question (site, embedder, conversation, seq, at, vector, is_answered)
                VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING
                """,
                Self.key(question, embedder)
                    + [.int(question.at.milliseconds), .blob(VectorBytes.bytes(question.vector))])
        }
    }

    package func settle(_ questions: [UnansweredQuestion], embedder: String) async throws(JournalError) {
        try await change(questions) { question in
            Statement(
                "UPDATE unanswered_question SET is_answered = 1 WHERE \(Self.isKey)",
                Self.key(question, embedder))
        }
    }

    package func forget(_ questions: [UnansweredQuestion], embedder: String) async throws(JournalError) {
        try await change(questions) { question in
            Statement(
                "DELETE FROM unanswered_question WHERE \(Self.isKey)", Self.key(question, embedder))
        }
    }

    private static let isKey = "site = $1 AND embedder = $2 AND conversation = $3 AND seq = $4"

    private static func key(_ question: UnansweredQuestion, _ embedder: String) -> [Value] {
        [.int(site), .text(embedder), .text(question.conversation.value), .int(question.seq)]
    }

    private func change(
        _ questions: [UnansweredQuestion], _ statement: @escaping @Sendable (UnansweredQuestion) -> Statement
    ) async throws(JournalError) {
        try await write { sql in
            for question in questions {
                let statement = statement(question)
                try sql.execute(statement.text, statement.values)
            }
            try ChangeCounter.raise(.calibration, on: sql)
        }
    }
}

/// A vector as 32-bit floats, the lowest byte first.
enum VectorBytes {
    static func bytes(_ numbers: [Float]) -> [UInt8] {
        numbers.flatMap { number in
            let bits = number.bitPattern
            return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
        }
    }

    static func numbers(_ bytes: [UInt8]) -> [Float] {
        stride(from: 0, to: bytes.count - 3, by: 4).map { start in
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
            return Float(bitPattern: bits)
        }
    }
}
