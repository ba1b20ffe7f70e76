package import Conversations
package import Identity

/// What the console stored: a version, which every change raises, and the values by key.
package struct StoredSettings: Hashable, Sendable {
    package let version: Int64
    package let values: [String: String]
}

extension Store {
    package func settings() async throws(JournalError) -> StoredSettings {
        try await read { sql in
            let rows = try sql.query(
                "SELECT key, value FROM setting_value WHERE site = $1", [.int(Self.site)]
            ) { (try $0.text(0), try $0.text(1)) }
            return StoredSettings(
                version: try ChangeCounter.value(.settings, on: sql),
                values: Dictionary(rows, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// All or nothing; `nil` removes a value. False when the version is another one by now.
    ///
    /// - Parameter entries: written to the audit log with the change.
    package func change(
        settings values: [String: String?], expecting version: Int64, by actor: AuditActor, at: Timestamp,
        entries: [AuditEntry]
    ) async throws(JournalError) -> Bool {
        try await write { sql in
            guard try ChangeCounter.value(.settings, on: sql) == version else { return false }
            for (key, value) in values {
                try Self.put(value, key, by: actor, at: at, on: sql)
            }
            try ChangeCounter.raise(.settings, on: sql)
            for entry in entries { try AuditRow.add(entry, on: sql) }
            return true
        }
    }

    private static func put(
        _ value: String?, _ key: String, by actor: AuditActor, at: Timestamp, on sql: any SQL
    ) throws {
        guard let value else {
            try sql.execute(
                "DELETE FROM setting_value WHERE site = $1 AND key = $2", [.int(site), .text(key)])
            return
        }
        try sql.execute(
            """
            INSERT INTO setting_value (site, key, value, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (site, key) DO UPDATE SET value = excluded.value,
                changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """, [.int(site), .text(key), .text(value), .int(at.milliseconds), .text(actor.id)])
    }
}
