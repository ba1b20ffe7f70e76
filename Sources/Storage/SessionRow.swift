import Conversations
import Identity

/// How sessions lie in their table.
enum SessionRow {
    /// An expired session stays this long, so that its owner can be told why it ended.
    static let expiredHoursKept = 24

    private static let columns = """
        s.token_hash, s.opened_at, s.expires_at, s.address, s.browser, s.seen_at,
        p.id, p.email, p.name, p.role, p.is_disabled
        """

    /// Sessions that ended long ago are cleared away whenever a new one is opened.
    static func open(_ session: Session, on sql: any SQL) throws {
        let past = session.openedAt.advanced(bySeconds: -expiredHoursKept * 3600)
        try sql.execute(
            "DELETE FROM session WHERE site = $1 AND expires_at <= $2",
            [.int(Store.site), .int(past.milliseconds)])
        // Disabling may have come between the password check and this: then there is no session to open.
        let opened = try sql.execute(
            """
            INSERT INTO session (site, token_hash, person, opened_at, expires_at, address, browser, seen_at)
            SELECT p.site, $1, p.id, $2, $3, $4, $5, $2 FROM person p
            WHERE p.site = $6 AND p.id = $7 AND p.is_disabled = 0
            """,
            [
                .text(session.tokenHash), .int(session.openedAt.milliseconds),
                .int(session.expiresAt.milliseconds), .text(session.device.address),
                .text(session.device.browser), .int(Store.site), .text(session.user.value),
            ])
        guard opened == 1 else { throw IdentityFailure.wrongCredentials }
        try dropOldest(of: session.user, on: sql)
    }

    private static func dropOldest(of user: AgentID, on sql: any SQL) throws {
        try sql.execute(
            """
            DELETE FROM session WHERE site = $1 AND token_hash IN (
                SELECT token_hash FROM session WHERE site = $1 AND person = $2
                ORDER BY seen_at DESC LIMIT 1000 OFFSET $3)
            """, [.int(Store.site), .text(user.value), .int(Session.perUserMax)])
    }

    static func known(_ tokenHash: String, on sql: any SQL) throws -> KnownSession? {
        try sql.first(
            """
            SELECT \(columns) FROM session s JOIN person p ON p.site = s.site AND p.id = s.person
            WHERE s.site = $1 AND s.token_hash = $2
            """, [.int(Store.site), .text(tokenHash)], read)
    }

    static func all(of user: AgentID, on sql: any SQL) throws -> [KnownSession] {
        try sql.query(
            """
            SELECT \(columns) FROM session s JOIN person p ON p.site = s.site AND p.id = s.person
            WHERE s.site = $1 AND s.person = $2 ORDER BY s.seen_at DESC
            """, [.int(Store.site), .text(user.value)], read)
    }

    private static func read(_ row: any Row) throws -> KnownSession {
        let user = User(
            id: try row.value(6, AgentID.init), email: try row.text(7), name: try row.text(8),
            role: try row.value(9, User.Role.init(rawValue:)), isDisabled: try row.bool(10))
        let session = Session(
            tokenHash: try row.text(0), user: user.id,
            openedAt: Timestamp(milliseconds: try row.int64(1)),
            expiresAt: Timestamp(milliseconds: try row.int64(2)),
            device: Device(address: try row.text(3), browser: try row.text(4)))
        return KnownSession(
            session: session, user: user, seenAt: Timestamp(milliseconds: try row.int64(5)))
    }

    static func closeAll(of user: AgentID, keeping tokenHash: String? = nil, on sql: any SQL) throws {
        try sql.execute(
            "DELETE FROM session WHERE site = $1 AND person = $2 AND token_hash <> $3",
            [.int(Store.site), .text(user.value), .text(tokenHash ?? "")])
    }
}
