package import Conversations

/// Sign-in, invitations and set-up: the rules over a `Directory`.
package struct Access: Sendable {
    private let directory: any Directory
    private let clock: any WallClock
    private let newID: @Sendable () -> String

    package init(directory: any Directory, clock: any WallClock, newID: @escaping @Sendable () -> String) {
        self.directory = directory
        self.clock = clock
        self.newID = newID
    }

    /// A new session's token. Unknown address, wrong password and disabled user look and take the same.
    package func signIn(email: String, password: String) async throws -> (user: User, token: String) {
        let found = try await directory.credentials(email: User.normalised(email: email))
        let isRight = try await Password.verify(password, against: found?.passwordHash)
        guard let user = found?.user, isRight, !user.isDisabled else {
            throw IdentityFailure.wrongCredentials
        }
        return (user, try await openSession(for: user))
    }

    package func user(ofSession token: String) async throws -> User? {
        try await directory.sessionUser(tokenHash: Secret.hash(token), at: clock.now())
    }

    package func signOut(_ token: String) async throws {
        try await directory.closeSession(tokenHash: Secret.hash(token))
    }

    /// The token of a new set-up link, or `nil` when there already is an administrator.
    package func setUpToken() async throws -> String? {
        let users = try await directory.users()
        guard !users.contains(where: { $0.role == .administrator }) else { return nil }
        return try await invite(.setUp, user: nil)
    }

    /// Adds a user who has no password yet, and returns the token of the invitation link.
    package func add(email: String, name: String, role: User.Role) async throws -> String {
        let user = try newUser(email: email, name: name, role: role)
        try await directory.add(user, at: clock.now())
        return try await invite(.invite, user: user.id)
    }

    /// The token of a link by which the user sets a new password.
    package func reset(email: String) async throws -> String {
        let user = try await existing(email: email)
        return try await invite(.reset, user: user.id)
    }

    package func setDisabled(_ isDisabled: Bool, email: String) async throws {
        let user = try await existing(email: email)
        if isDisabled, user.role == .administrator {
            let others = try await directory.users().filter {
                $0.id != user.id && $0.role == .administrator && !$0.isDisabled
            }
            guard !others.isEmpty else { throw IdentityFailure.lastAdministrator }
        }
        try await directory.setDisabled(isDisabled, user: user.id, at: clock.now())
    }

    /// What a link is for and for whom; throws `invitationInvalid` when it no longer holds.
    package func invitation(_ token: String) async throws -> (kind: Invitation.Kind, user: User?) {
        let invitation = try await open(token)
        guard let id = invitation.user else { return (invitation.kind, nil) }
        return (invitation.kind, try await directory.user(id))
    }

    /// Uses a link up: sets the password (and, for the set-up, makes the first administrator) and signs in.
    package func redeem(
        _ token: String, email: String, name: String, password: String
    ) async throws -> (user: User, token: String) {
        let invitation = try await open(token)
        let user =
            if let id = invitation.user, let known = try await directory.user(id) {
                known
            } else {
                try newUser(email: email, name: name, role: .administrator)
            }
        try Password.check(password, email: user.email)
        let hash = try await Password.hash(password)
        try await directory.redeem(invitation, user: user, passwordHash: hash, at: clock.now())
        return (user, try await openSession(for: user))
    }

    private func open(_ token: String) async throws -> Invitation {
        guard let invitation = try await directory.invitation(tokenHash: Secret.hash(token), at: clock.now())
        else { throw IdentityFailure.invitationInvalid }
        return invitation
    }

    private func invite(_ kind: Invitation.Kind, user: AgentID?) async throws -> String {
        let token = Secret.token()
        let expiresAt = clock.now().advanced(bySeconds: kind.hours * 3600)
        try await directory.keep(
            Invitation(tokenHash: Secret.hash(token), kind: kind, user: user, expiresAt: expiresAt))
        return token
    }

    private func existing(email: String) async throws -> User {
        guard let user = try await directory.credentials(email: User.normalised(email: email))?.user else {
            throw IdentityFailure.unknownUser
        }
        return user
    }

    private func openSession(for user: User) async throws -> String {
        let token = Secret.token()
        let now = clock.now()
        let expiresAt = now.advanced(bySeconds: Session.hoursMax * 3600)
        try await directory.open(
            Session(tokenHash: Secret.hash(token), user: user.id, openedAt: now, expiresAt: expiresAt))
        return token
    }

    private func newUser(email: String, name: String, role: User.Role) throws -> User {
        let address = User.normalised(email: email)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254,
            !address.contains(where: \.isWhitespace)
        else { throw IdentityFailure.emailInvalid }
        let trimmed = name.trimmedOfWhitespace
        guard !trimmed.isEmpty, trimmed.count <= User.nameCharactersMax, let id = AgentID(newID()) else {
            throw IdentityFailure.nameInvalid
        }
        return User(id: id, email: address, name: trimmed, role: role)
    }
}
