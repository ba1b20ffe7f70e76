package import Conversations

/// Where the team's people, their sessions and their invitations are kept.
package protocol Directory: Sendable {
    func users() async throws -> [User]
    func user(_ id: AgentID) async throws -> User?
    /// The user and the encoded password hash, for signing in; `nil` hash while an invitation is open.
    func credentials(email: String) async throws -> (user: User, passwordHash: String?)?
    /// Adds a user. Throws `IdentityFailure.emailTaken` when the address is in use.
    func add(_ user: User, entry: AuditEntry) async throws
    /// Everybody, with what the list of people shows.
    func members() async throws -> [Member]
    /// Makes the change, ends the sessions that it ends, writes it down: one transaction. Throws
    /// `unknownUser`
    /// and `lastAdministrator`.
    func change(_ change: UserChange, of user: AgentID, entry: AuditEntry) async throws

    /// Keeps an invitation, replacing an open one of the same user and kind.
    func keep(_ invitation: Invitation) async throws
    /// The invitation with that token hash, if it is neither used nor past its time.
    func invitation(tokenHash: String, at: Timestamp) async throws -> Invitation?
    /// Uses the invitation up, adds its user where it is a new one, sets the password, ends other sessions:
    /// one transaction.
    /// Throws `IdentityFailure.invitationInvalid` when somebody used it first.
    func redeem(_ invitation: Invitation, user: User, passwordHash: String, entry: AuditEntry) async throws
}

/// All that signing in and looking after the team is kept in.
package typealias IdentityStore = AuditLog & Directory & FactorLedger & SessionLedger

/// A person of the team, as the list of people shows them.
package struct Member: Hashable, Sendable {
    package let user: User
    package let hasTOTP: Bool
    /// No password yet: the invitation is open, or has run out.
    package let isInvited: Bool
    package let lastSeenAt: Timestamp?

    package init(user: User, hasTOTP: Bool, isInvited: Bool, lastSeenAt: Timestamp?) {
        self.user = user
        self.hasTOTP = hasTOTP
        self.isInvited = isInvited
        self.lastSeenAt = lastSeenAt
    }
}

/// What can be changed about a person.
package enum UserChange: Hashable, Sendable {
    /// Disabling ends all sessions.
    case disabled(Bool)
    case role(User.Role)
    case name(String)
    /// Ends all sessions but the one with this token hash.
    case password(hash: String, keeping: String?)
    /// Ends all sessions but the one with this token hash.
    case signedOut(keeping: String?)
    /// Forgets the second factor and its recovery codes.
    case totpOff
}

/// A one-time link by which a person sets a password.
package struct Invitation: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable {
        /// For the first administrator, who chooses name and address too.
        case setUp = "set_up"
        case invite
        case reset

        /// How long the link holds, in hours.
        var hours: Int {
            switch self {
            case .setUp, .reset: 24
            case .invite: 24 * 7
            }
        }
    }

    package let tokenHash: String
    package let kind: Kind
    /// `nil` for the set-up: there is no user yet.
    package let user: AgentID?
    package let expiresAt: Timestamp

    package init(tokenHash: String, kind: Kind, user: AgentID?, expiresAt: Timestamp) {
        self.tokenHash = tokenHash
        self.kind = kind
        self.user = user
        self.expiresAt = expiresAt
    }
}
