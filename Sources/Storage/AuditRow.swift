import Conversations
package import Identity

/// How the audit log lies in its table.
package enum AuditRow {
    /// The oldest go beyond this: about ten years of a small team, or a day of somebody's guessing.
    static let entriesMax = 100_000
    /// They are looked for once in so many entries. With each, two who write an entry at the same time
    /// would be in each other's way on PostgreSQL.
    static let entriesPerSweep: Int64 = 1_000

    /// The newest first, from one id downwards.
    package static let page = """
        SELECT a.id, a.at, a.actor, p.name, a.action, a.subject, a.detail
        FROM audit_entry a LEFT JOIN person p ON p.site = a.site AND p.id = a.actor
        WHERE a.id < $1 AND a.site = $2 ORDER BY a.id DESC LIMIT $3
        """

    static func add(_ entry: AuditEntry, on sql: any SQL) throws {
        let id = try sql.first(
            """
            INSERT INTO audit_entry (site, at, actor, action, subject, detail)
            VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING id
            """,
            [
                .int(Store.site), .int(entry.at.milliseconds), .text(entry.actor.id),
                .text(entry.action.rawValue), .text(entry.subject), .text(entry.detail),
            ]
        ) { try $0.int64(0) }
        guard let id, id.isMultiple(of: entriesPerSweep) else { return }
        try sql.execute("DELETE FROM audit_entry WHERE id <= $1", [.int(id - Int64(entriesMax))])
    }

    static func read(_ row: any Row) throws -> (id: Int64, entry: AuditEntry) {
        let actor = try row.text(2)
        let fixed = [AuditActor.commandLine, .nobody, .baton].first { $0.id == actor }
        let name = try row.optionalText(3) ?? fixed?.name ?? actor
        return (
            try row.int64(0),
            AuditEntry(
                at: Timestamp(milliseconds: try row.int64(1)), actor: AuditActor(id: actor, name: name),
                action: try row.value(4, AuditAction.init(rawValue:)), subject: try row.text(5),
                detail: try row.text(6))
        )
    }
}

extension Store: AuditLog {
    package func note(_ entry: AuditEntry) async throws {
        try await write { sql in try AuditRow.add(entry, on: sql) }
    }

    package func entries(before: Int64?, limit: Int) async throws -> [(id: Int64, entry: AuditEntry)] {
        try await read { sql in
            try sql.query(
                AuditRow.page, [.int(before ?? Int64.max), .int(Self.site), .int(limit)], AuditRow.read)
        }
    }
}
