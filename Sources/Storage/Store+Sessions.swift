package import Conversations
package import Identity

extension Store: SessionLedger {
    package func open(_ session: Session, entry: AuditEntry) async throws {
        try await writeOrRefuse(IdentityFailure.self) { sql in
            try SessionRow.open(session, on: sql)
            try PersonRow.touch(session.user, at: session.openedAt, on: sql)
            try AuditRow.add(entry, on: sql)
        }
    }

    package func session(tokenHash: String) async throws -> KnownSession? {
        try await read { sql in try SessionRow.known(tokenHash, on: sql) }
    }

    package func sessions(of user: AgentID) async throws -> [KnownSession] {
        try await read { sql in try SessionRow.all(of: user, on: sql) }
    }

    package func touch(tokenHash: String, user: AgentID, at: Timestamp) async throws {
        try await write { sql in
            try sql.execute(
                "UPDATE session SET seen_at = $1 WHERE site = $2 AND token_hash = $3 AND seen_at < $1",
                [.int(at.milliseconds), .int(Self.site), .text(tokenHash)])
            try PersonRow.touch(user, at: at, on: sql)
        }
    }

    package func endSession(id: String, of user: AgentID, entry: AuditEntry) async throws -> Bool {
        try await write { sql in
            let ended = try sql.execute(
                "DELETE FROM session WHERE site = $1 AND person = $2 AND substr(token_hash, 1, 24) = $3",
                [.int(Self.site), .text(user.value), .text(id)])
            guard ended > 0 else { return false }
            try ChangeCounter.raise(.access, on: sql)
            try AuditRow.add(entry, on: sql)
            return true
        }
    }

    package func closeSession(tokenHash: String, entry: AuditEntry?) async throws {
        try await write { sql in
            let closed = try sql.execute(
                "DELETE FROM session WHERE site = $1 AND token_hash = $2",
                [.int(Self.site), .text(tokenHash)])
            guard closed > 0 else { return }
            try ChangeCounter.raise(.access, on: sql)
            if let entry { try AuditRow.add(entry, on: sql) }
        }
    }
}
