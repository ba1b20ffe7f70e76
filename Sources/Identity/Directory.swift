package import Conversations

/// Where the team's people, their sessions and their invitations are kept.
package protocol Directory: Sendable {
    func users() async throws -> [User]
    func user(_ id: AgentID) async throws -> User?
    /// The user and the encoded password hash, for signing in; `nil` hash while an invitation is open.
    func credentials(email: String) async throws -> (user: User, passwordHash: String?)?
    /// Adds a user. Throws `IdentityFailure.emailTaken` when the address is in use.
    func add(_ user: User, at: Timestamp) async throws
    /// Disabling ends all sessions of the user in the same transaction.
    func setDisabled(_ isDisabled: Bool, user: AgentID, at: Timestamp) async throws

    /// Keeps an invitation, replacing an open one of the same user and kind.
    func keep(_ invitation: Invitation) async throws
    /// The invitation with that token hash, if it is neither used nor past its time.
    func invitation(tokenHash: String, at: Timestamp) async throws -> Invitation?
    /// Uses the invitation up, adds its user where it is a new one, sets the password, ends other sessions:
    /// one transaction.
    /// Throws `IdentityFailure.invitationInvalid` when somebody used it first.
    func redeem(_ invitation: Invitation, user: User, passwordHash: String, at: Timestamp) async throws

    func open(_ session: Session) async throws
    /// The session's user, unless it has expired or the user was disabled.
    func sessionUser(tokenHash: String, at: Timestamp) async throws -> User?
    func closeSession(tokenHash: String) async throws
}

/// A signed-in browser.
package struct Session: Hashable, Sendable {
    package static let hoursMax = 12

    package let tokenHash: String
    package let user: AgentID
    package let openedAt: Timestamp
    package let expiresAt: Timestamp

    package init(tokenHash: String, user: AgentID, openedAt: Timestamp, expiresAt: Timestamp) {
        self.tokenHash = tokenHash
        self.user = user
        self.openedAt = openedAt
        self.expiresAt = expiresAt
    }
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

/// Why a sign-in or an invitation did not work. The texts never say which part of a sign-in was wrong.
package enum IdentityFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case wrongCredentials
    case invitationInvalid
    case emailTaken
    case emailInvalid
    case nameInvalid
    case passwordTooShort
    case passwordTooLong
    case passwordTooCommon
    case unknownUser
    case lastAdministrator
    /// Too many passwords are being checked at once.
    case tooBusy

    package var description: String {
        switch self {
        case .wrongCredentials: "The e-mail address or the password is wrong."
        case .invitationInvalid: "This link was used or has expired: ask for a new one."
        case .emailTaken: "Somebody with this e-mail address is already there."
        case .emailInvalid: "That does not look like an e-mail address: check it for typing mistakes."
        case .nameInvalid: "Enter a name of at most \(User.nameCharactersMax) characters."
        case .passwordTooShort: "Choose a password of at least \(Password.charactersMin) characters."
        case .passwordTooLong: "Choose a password of at most \(Password.charactersMax) characters."
        case .passwordTooCommon: "This password is easy to guess: choose another one."
        case .unknownUser: "There is no user with this e-mail address."
        case .lastAdministrator: "This is the last administrator: make somebody else one first."
        case .tooBusy: "Too many people are signing in at this moment: try again shortly."
        }
    }
}
