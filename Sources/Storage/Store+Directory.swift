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

    package func add(_ user: User, at: Timestamp) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            try PersonRow.insert(user, passwordHash: nil, at: at, on: sql)
        }
    }

    package func setDisabled(_ isDisabled: Bool, user: AgentID, at: Timestamp) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            let changed = try sql.execute(
                "UPDATE person SET is_disabled = $1, changed_at = $2 WHERE site = $3 AND id = $4",
                [.bool(isDisabled), .int(at.milliseconds), .int(Self.site), .text(user.value)])
            guard changed == 1 else { throw IdentityFailure.unknownUser }
            if isDisabled { try SessionRow.closeAll(of: user, on: sql) }
        }
    }

    package func keep(_ invitation: Invitation) async throws {
        try await write { sql in try InvitationRow.keep(invitation, on: sql) }
    }

    package func invitation(tokenHash: String, at: Timestamp) async throws -> Invitation? {
        try await read { sql in try InvitationRow.open(tokenHash, at: at, on: sql) }
    }

    package func redeem(_ invitation: Invitation, user: User, passwordHash: String, at: Timestamp)
        async throws
    {
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
            }
        }
    }

    package func open(_ session: Session) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in try SessionRow.open(session, on: sql) }
    }

    package func sessionUser(tokenHash: String, at: Timestamp) async throws -> User? {
        try await read { sql in try SessionRow.user(tokenHash, at: at, on: sql) }
    }

    package func closeSession(tokenHash: String) async throws {
        try await write { sql in
            _ = try sql.execute(
                "DELETE FROM session WHERE site = $1 AND token_hash = $2",
                [.int(Self.site), .text(tokenHash)])
        }
    }
}
