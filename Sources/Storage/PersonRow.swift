import Conversations
import Identity

/// How the people of the team lie in their table.
enum PersonRow {
    static let columns = "id, email, name, role, is_disabled"

    static func read(_ row: any Row) throws -> User {
        User(
            id: try row.value(0, AgentID.init), email: try row.text(1), name: try row.text(2),
            role: try row.value(3, User.Role.init(rawValue:)), isDisabled: try row.bool(4))
    }

    static func user(_ id: AgentID, on sql: any SQL) throws -> User? {
        try sql.first(
            "SELECT \(columns) FROM person WHERE site = $1 AND id = $2", [.int(Store.site), .text(id.value)],
            read)
    }

    static func insert(_ user: User, passwordHash: String?, at: Timestamp, on sql: any SQL) throws {
        let added = try sql.execute(
            """
            INSERT INTO person
                (site, id, email, name, role, password_hash, is_disabled, created_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (site, email) DO NOTHING
            """,
            [
                .int(Store.site), .text(user.id.value), .text(user.email), .text(user.name),
                .text(user.role.rawValue), .text(orNull: passwordHash), .bool(user.isDisabled),
                .int(at.milliseconds),
            ])
        guard added == 1 else { throw IdentityFailure.emailTaken }
    }

    /// A disabled user gets no password: the link would sign in somebody who was sent away.
    static func setPassword(_ hash: String, of user: AgentID, at: Timestamp, on sql: any SQL) throws {
        let changed = try sql.execute(
            """
            UPDATE person SET password_hash = $1, changed_at = $2
            WHERE site = $3 AND id = $4 AND is_disabled = 0
            """, [.text(hash), .int(at.milliseconds), .int(Store.site), .text(user.value)])
        guard changed == 1 else { throw IdentityFailure.invitationInvalid }
    }

    static func touch(_ user: AgentID, at: Timestamp, on sql: any SQL) throws {
        try sql.execute(
            "UPDATE person SET last_seen_at = $1 WHERE site = $2 AND id = $3",
            [.int(at.milliseconds), .int(Store.site), .text(user.value)])
    }

    static func hasAdministratorWithPassword(on sql: any SQL) throws -> Bool {
        try sql.first(
            """
            SELECT id FROM person
            WHERE site = $1 AND role = 'admin' AND is_disabled = 0 AND password_hash IS NOT NULL
            LIMIT 1
            """, [.int(Store.site)]
        ) { _ in true } ?? false
    }
}
