import Conversations
import Identity

/// What is shown and changed about the people of the team.
enum MemberRow {
    static func all(on sql: any SQL) throws -> [Member] {
        try sql.query(
            """
            SELECT p.id, p.email, p.name, p.role, p.is_disabled, p.password_hash IS NULL, p.last_seen_at,
                EXISTS (SELECT 1 FROM person_totp t
                    WHERE t.site = p.site AND t.person = p.id AND t.confirmed_at IS NOT NULL)
            FROM person p WHERE p.site = $1 ORDER BY p.email
            """, [.int(Store.site)]
        ) { row in
            Member(
                user: try PersonRow.read(row), hasTOTP: try row.bool(7), isInvited: try row.bool(5),
                lastSeenAt: row[6] == .null ? nil : Timestamp(milliseconds: try row.int64(6)))
        }
    }

    static func apply(_ change: UserChange, to user: AgentID, at: Timestamp, on sql: any SQL) throws {
        switch change {
        case .disabled(let isDisabled):
            if isDisabled { try checkNotLast(user, on: sql) }
            try set("is_disabled", .bool(isDisabled), of: user, at: at, on: sql)
            if isDisabled { try SessionRow.closeAll(of: user, on: sql) }
        case .role(let role):
            if role != .administrator { try checkNotLast(user, on: sql) }
            try set("role", .text(role.rawValue), of: user, at: at, on: sql)
        case .name(let name): try set("name", .text(name), of: user, at: at, on: sql)
        case .password(let hash, let kept):
            try set("password_hash", .text(hash), of: user, at: at, on: sql)
            try SessionRow.closeAll(of: user, keeping: kept, on: sql)
        case .signedOut(let kept): try SessionRow.closeAll(of: user, keeping: kept, on: sql)
        case .totpOff:
            for table in ["person_totp", "recovery_code"] {
                try sql.execute(
                    "DELETE FROM \(table) WHERE site = $1 AND person = $2",
                    [.int(Store.site), .text(user.value)])
            }
        }
    }

    private static func set(
        _ column: String, _ value: Value, of user: AgentID, at: Timestamp, on sql: any SQL
    ) throws {
        let changed = try sql.execute(
            "UPDATE person SET \(column) = $1, changed_at = $2 WHERE site = $3 AND id = $4",
            [value, .int(at.milliseconds), .int(Store.site), .text(user.value)])
        guard changed == 1 else { throw IdentityFailure.unknownUser }
    }

    /// Within the transaction: of two administrators who demote each other at the same time one stays.
    private static func checkNotLast(_ user: AgentID, on sql: any SQL) throws {
        guard try PersonRow.user(user, on: sql)?.role == .administrator else { return }
        let others = try sql.first(
            """
            SELECT id FROM person
            WHERE site = $1 AND role = 'admin' AND is_disabled = 0 AND password_hash IS NOT NULL AND id <> $2
            LIMIT 1
            """, [.int(Store.site), .text(user.value)]
        ) { _ in true }
        guard others == true else { throw IdentityFailure.lastAdministrator }
    }
}
