package import Calibration
import Conversations
import FoundationEssentials

/// How outcomes lie in their table.
package enum OutcomeRow {
    static let columns = [
        "conversation", "seq", "at", "answer", "confidence", "version", "threshold", "area", "band",
        "is_held_back", "audit_rate", "question", "candidate", "measures", "source", "label",
        "named_article", "judged_at", "verdicts",
    ]

    private static let selection = "SELECT " + columns.joined(separator: ", ") + " FROM outcome"

    static let insert = """
        INSERT INTO outcome (site, \(columns.joined(separator: ", ")))
        VALUES (\((1...columns.count + 1).map { "$\($0)" }.joined(separator: ", ")))
        """

    static let delete = "DELETE FROM outcome WHERE site = $1 AND conversation = $2"

    /// For the query planner's test.
    package static let window =
        selection + " WHERE site = $1 AND at >= $2 ORDER BY at DESC, conversation DESC, seq DESC LIMIT $3"

    /// For the query planner's test.
    package static func audits(_ state: AuditState) -> String {
        let order = "audit_rate IS NOT NULL AND label "
        switch state {
        case .waiting:
            return selection + """
                 WHERE site = $1 AND \(order)IS NULL AND (at, conversation, seq) > ($2, $3, $4)
                ORDER BY at, conversation, seq LIMIT $5
                """
        case .judged, .contested:
            let only = state == .contested ? " AND label = 'contested'" : ""
            return selection + """
                 WHERE site = $1 AND \(order)IS NOT NULL\(only) AND (at, conversation, seq) < ($2, $3, $4)
                ORDER BY at DESC, conversation DESC, seq DESC LIMIT $5
                """
        }
    }

    /// For the query planner's test.
    package static let waiting = """
        SELECT seq FROM outcome WHERE site = $1 AND audit_rate IS NOT NULL AND label IS NULL
        ORDER BY at, conversation, seq LIMIT $2
        """

    static func values(_ it: Outcome) throws -> [Value] {
        [
            .text(it.conversation.value), .int(it.seq), .int(it.at.milliseconds),
            .text(orNull: it.answer?.value), .real(orNull: it.confidence), .text(orNull: it.version),
            .real(orNull: it.threshold), .text(orNull: it.area), .text(orNull: it.band?.rawValue),
            .bool(it.isHeldBack), .real(orNull: it.auditRate), .text(try encode(it.question)),
            .text(orNull: it.candidate), .text(try encode(it.measures)), .text(orNull: it.source?.rawValue),
            .text(orNull: it.label?.rawValue), .text(orNull: it.namedArticle),
            .int(orNull: it.judgedAt?.milliseconds), .text(try encode(it.verdicts)),
        ]
    }

    static func read(_ row: any Row) throws -> Outcome {
        var it = Outcome(
            conversation: try row.value(0, ConversationID.init), seq: try row.int(1),
            at: Timestamp(milliseconds: try row.int64(2)),
            answer: try row.optionalValue(3, MessageID.init), confidence: try row.optionalReal(4),
            version: try row.optionalText(5), threshold: try row.optionalReal(6),
            area: try row.optionalText(7), band: try row.optionalValue(8, Decision.Band.init),
            isHeldBack: try row.bool(9), auditRate: try row.optionalReal(10),
            question: try decode([MessageID].self, try row.text(11)), candidate: try row.optionalText(12),
            measures: try decode([String: Double].self, try row.text(13)))
        it.source = try row.optionalValue(14, Outcome.Source.init)
        it.label = try row.optionalValue(15, Outcome.Label.init)
        it.namedArticle = try row.optionalText(16)
        it.judgedAt = try row.moment(17)
        it.verdicts = try decode([Outcome.Verdict].self, try row.text(18))
        return it
    }

    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Decoded: Decodable>(_ type: Decoded.Type, _ text: String) throws -> Decoded {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

extension Value {
    static func real(orNull number: Double?) -> Value { number.map { .real($0) } ?? .null }
}

extension Row {
    func optionalReal(_ column: Int) throws(StoreError) -> Double? {
        switch self[column] {
        case .null: nil
        case .real(let number): number
        default: throw .unreadableRow
        }
    }
}
