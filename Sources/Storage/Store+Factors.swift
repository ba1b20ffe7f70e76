package import Conversations
package import Identity

extension Store: FactorLedger {
    package func factor(of user: AgentID) async throws -> Factor? {
        try await read { sql in
            try sql.first(
                "SELECT secret, last_step, confirmed_at FROM person_totp WHERE site = $1 AND person = $2",
                [.int(Self.site), .text(user.value)]
            ) { row in
                Factor(
                    secret: try row.text(0), lastStep: try row.int64(1), isConfirmed: row[2] != .null)
            }
        }
    }

    package func keep(_ factor: Factor, of user: AgentID) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            let kept = try sql.execute(
                """
                INSERT INTO person_totp (site, person, secret, last_step) VALUES ($1, $2, $3, $4)
                ON CONFLICT (site, person) DO UPDATE
                SET secret = excluded.secret, last_step = excluded.last_step
                WHERE person_totp.confirmed_at IS NULL
                """, [.int(Self.site), .text(user.value), .text(factor.secret), .int(factor.lastStep)])
            guard kept == 1 else { throw IdentityFailure.factorExists }
        }
    }

    package func confirm(
        step: Int64, recoveryHashes: [String], of user: AgentID, entry: AuditEntry
    ) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            let confirmed = try sql.execute(
                """
                UPDATE person_totp SET confirmed_at = $1, last_step = $2
                WHERE site = $3 AND person = $4 AND confirmed_at IS NULL
                """, [.int(entry.at.milliseconds), .int(step), .int(Self.site), .text(user.value)])
            guard confirmed == 1 else { throw IdentityFailure.factorMissing }
            try sql.execute(
                "DELETE FROM recovery_code WHERE site = $1 AND person = $2",
                [.int(Self.site), .text(user.value)])
            for hash in recoveryHashes {
                try sql.execute(
                    "INSERT INTO recovery_code (site, person, code_hash) VALUES ($1, $2, $3)",
                    [.int(Self.site), .text(user.value), .text(hash)])
            }
            try AuditRow.add(entry, on: sql)
        }
    }

    package func use(step: Int64, of user: AgentID) async throws -> Bool {
        try await write { sql in
            try sql.execute(
                """
                UPDATE person_totp SET last_step = $1 WHERE site = $2 AND person = $3 AND last_step < $1
                """, [.int(step), .int(Self.site), .text(user.value)]) == 1
        }
    }

    package func use(recoveryHash: String, of user: AgentID, entry: AuditEntry) async throws -> Bool {
        try await write { sql in
            let used = try sql.execute(
                """
                UPDATE recovery_code SET used_at = $1
                WHERE site = $2 AND person = $3 AND code_hash = $4 AND used_at IS NULL
                """,
                [
                    .int(entry.at.milliseconds), .int(Self.site), .text(user.value), .text(recoveryHash),
                ])
            guard used == 1 else { return false }
            try AuditRow.add(entry, on: sql)
            return true
        }
    }
}
