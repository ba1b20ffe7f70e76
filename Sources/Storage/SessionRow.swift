import Conversations
import Identity

/// How sessions lie in their table.
enum SessionRow {
    /// Sessions whose time is over are cleared away whenever a new one is opened.
    static func open(_ session: Session, on sql: any SQL) throws {
        try sql.execute(
            "DELETE FROM session WHERE site = $1 AND expires_at <= $2",
            [.int(Store.site), .int(session.openedAt.milliseconds)])
        // Disabling may have come between the password check and this: then there is no session to open.
        let opened = try sql.execute(
            """
            INSERT INTO session (site, token_hash, person, opened_at, expires_at)
            SELECT p.site, $1, p.id, $2, $3 FROM person p
            WHERE p.site = $4 AND p.id = $5 AND p.is_disabled = 0
            """,
            [
                .text(session.tokenHash), .int(session.openedAt.milliseconds),
                .int(session.expiresAt.milliseconds), .int(Store.site), .text(session.user.value),
            ])
        guard opened == 1 else { throw IdentityFailure.wrongCredentials }
    }

    static func user(_ tokenHash: String, at: Timestamp, on sql: any SQL) throws -> User? {
        try sql.first(
            """
            SELECT p.id, p.email, p.name, p.role, p.is_disabled
            FROM session s JOIN person p ON p.site = s.site AND p.id = s.person
            WHERE s.site = $1 AND s.token_hash = $2 AND s.expires_at > $3 AND p.is_disabled = 0
            """, [.int(Store.site), .text(tokenHash), .int(at.milliseconds)], PersonRow.read)
    }

    static func closeAll(of user: AgentID, on sql: any SQL) throws {
        try sql.execute(
            "DELETE FROM session WHERE site = $1 AND person = $2", [.int(Store.site), .text(user.value)])
    }
}
