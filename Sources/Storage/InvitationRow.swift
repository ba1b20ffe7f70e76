import Conversations
import Identity

/// How invitations lie in their table. A used one stays, so that its link cannot be taken for an unknown one.
enum InvitationRow {
    static func keep(_ invitation: Invitation, on sql: any SQL) throws {
        let person = Value.text(orNull: invitation.user?.value)
        try sql.execute(
            """
            DELETE FROM invitation
            WHERE site = $1 AND kind = $2 AND person IS NOT DISTINCT FROM $3 AND used_at IS NULL
            """, [.int(Store.site), .text(invitation.kind.rawValue), person])
        try sql.execute(
            "INSERT INTO invitation (site, token_hash, kind, person, expires_at) VALUES ($1, $2, $3, $4, $5)",
            [
                .int(Store.site), .text(invitation.tokenHash), .text(invitation.kind.rawValue), person,
                .int(invitation.expiresAt.milliseconds),
            ])
    }

    static func open(_ tokenHash: String, at: Timestamp, on sql: any SQL) throws -> Invitation? {
        try sql.first(
            """
            SELECT token_hash, kind, person, expires_at FROM invitation
            WHERE site = $1 AND token_hash = $2 AND used_at IS NULL AND expires_at > $3
            """, [.int(Store.site), .text(tokenHash), .int(at.milliseconds)]
        ) { row in
            Invitation(
                tokenHash: try row.text(0), kind: try row.value(1, Invitation.Kind.init),
                user: try row.optionalValue(2, AgentID.init),
                expiresAt: Timestamp(milliseconds: try row.int64(3)))
        }
    }

    /// Of two who use one link at the same time, one gets through.
    static func use(_ invitation: Invitation, at: Timestamp, on sql: any SQL) throws {
        let used = try sql.execute(
            """
            UPDATE invitation SET used_at = $1
            WHERE site = $2 AND token_hash = $3 AND used_at IS NULL AND expires_at > $1
            """, [.int(at.milliseconds), .int(Store.site), .text(invitation.tokenHash)])
        guard used == 1 else { throw IdentityFailure.invitationInvalid }
    }
}
