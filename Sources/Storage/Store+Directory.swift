package import Conversations
package import Identity

extension Store: Directory {
    package func users() async throws -> [User] {
        try await read { sql in
            try sql.query(
                "SELECT \(PersonRow.columns) FROM person WHERE site = $1 ORDER BY email", [.int(Self.site)],
                PersonRow.read)
        }
    }

    package func user(_ id: AgentID) async throws -> User? {
        try await read { sql in try PersonRow.user(id, on: sql) }
    }

    package func credentials(email: String) async throws -> (user: User, passwordHash: String?)? {
        try await read { sql in
            try sql.first(
                "SELECT \(PersonRow.columns), password_hash FROM person WHERE site = $1 AND email = $2",
                [.int(Self.site), .text(email)]
            ) { row in
                (user: try PersonRow.read(row), passwordHash: try row.optionalText(5))
            }
        }
    }

    package func add(_ user: User, entry: AuditEntry) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            try PersonRow.insert(user, passwordHash: nil, at: entry.at, on: sql)
            try AuditRow.add(entry, on: sql)
        }
    }

    package func members() async throws -> [Member] {
        try await read { sql in try MemberRow.all(on: sql) }
    }

    package func change(_ change: UserChange, of user: AgentID, entry: AuditEntry) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            try MemberRow.apply(change, to: user, at: entry.at, on: sql)
            try ChangeCounter.raise(.access, on: sql)
            try AuditRow.add(entry, on: sql)
        }
    }

    package func keep(_ invitation: Invitation) async throws {
        try await write { sql in try InvitationRow.keep(invitation, on: sql) }
    }

    package func invitation(tokenHash: String, at: Timestamp) async throws -> Invitation? {
        try await read { sql in try InvitationRow.open(tokenHash, at: at, on: sql) }
    }

    package func redeem(_ invitation: Invitation, user: User, passwordHash: String, entry: AuditEntry)
        async throws
    {
        let at = entry.at
        try await writeOrRefuse(IdentityFailure.self) { sql in
            try InvitationRow.use(invitation, at: at, on: sql)
            if invitation.user == nil {
                guard try !PersonRow.hasAdministratorWithPassword(on: sql) else {
                    throw IdentityFailure.invitationInvalid
                }
                try PersonRow.insert(user, passwordHash: passwordHash, at: at, on: sql)
            } else {
                try PersonRow.setPassword(passwordHash, of: user.id, at: at, on: sql)
                try SessionRow.closeAll(of: user.id, on: sql)
                try ChangeCounter.raise(.access, on: sql)
            }
            try AuditRow.add(entry, on: sql)
        }
    }
}
