package import Conversations
import FoundationEssentials
package import Identity

/// How a visitor's profile lies in its table.
package enum VisitorRow {
    package static let profile = """
        SELECT name, email, attributes, is_verified FROM visitor_profile WHERE site = $1 AND visitor = $2
        """

    private static let store = """
        INSERT INTO visitor_profile (site, visitor, name, email, attributes, is_verified, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (site, visitor) DO UPDATE SET name = excluded.name, email = excluded.email,
            attributes = excluded.attributes, is_verified = excluded.is_verified,
            changed_at = excluded.changed_at
        """

    static func read(_ row: any Row) throws -> VisitorProfile {
        let attributes = try JSONDecoder().decode(
            [String: String].self, from: Data(try row.text(2).utf8))
        return VisitorProfile(
            name: try row.optionalText(0), email: try row.optionalText(1), attributes: attributes,
            isVerified: try row.bool(3))
    }

    static func profile(of visitor: VisitorID, on sql: any SQL) throws -> VisitorProfile? {
        try sql.first(profile, [.int(Store.site), .text(visitor.value)], read)
    }

    static func store(
        _ profile: VisitorProfile, of visitor: VisitorID, at: Timestamp, on sql: any SQL
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let attributes = String(decoding: try encoder.encode(profile.attributes), as: UTF8.self)
        try sql.execute(
            store,
            [
                .int(Store.site), .text(visitor.value), .text(orNull: profile.name),
                .text(orNull: profile.email), .text(attributes), .bool(profile.isVerified),
                .int(at.milliseconds),
            ])
    }
}

extension Store: VisitorBook {
    /// The visitor's last word in any conversation; an erasure after it (`$3` is its body) takes it back.
    package static let consentQuery = """
        SELECT e.stream, e.at, e.type, e.v, e.body
        FROM conversation c
        JOIN event e ON e.site = c.site AND e.stream = c.id
        WHERE c.site = $1 AND c.visitor = $2 AND e.type IN ('consented', 'redacted')
            AND (e.type = 'consented' OR e.body = $3)
        ORDER BY e.at DESC, e.position DESC
        LIMIT 1
        """

    package func consent(of visitor: VisitorID) async throws(JournalError) -> TrainingConsent? {
        try await read { sql in
            let erased = try EventCodec.encode(.redacted(.person)).json
            let last = try sql.first(
                Self.consentQuery, [.int(Self.site), .text(visitor.value), .text(erased)]
            ) { row in
                let stored = EncodedEvent(
                    type: try row.text(2), version: try row.int(3), json: try row.text(4))
                return (
                    place: try row.value(0, ConversationID.init), at: try row.int64(1),
                    body: EventCodec.decode(stored)
                )
            }
            guard let last, case .consented(let isGiven) = last.body else { return nil }
            return TrainingConsent(
                isGiven: isGiven, at: Timestamp(milliseconds: last.at), conversation: last.place)
        }
    }

    package func profile(of visitor: VisitorID) async throws(JournalError) -> VisitorProfile? {
        try await read { sql in try VisitorRow.profile(of: visitor, on: sql) }
    }

    package func take(
        _ claimed: VisitorProfile, of visitor: VisitorID, at: Timestamp
    ) async throws(JournalError) {
        // A page says the same at each load: what is known costs no write.
        let known = try await profile(of: visitor)
        guard (known?.merged(with: claimed) ?? claimed) != known else { return }
        try await write { sql in
            let known = try VisitorRow.profile(of: visitor, on: sql)
            try VisitorRow.store(known?.merged(with: claimed) ?? claimed, of: visitor, at: at, on: sql)
        }
    }
}
