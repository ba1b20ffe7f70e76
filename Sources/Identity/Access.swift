package import Conversations

/// Sign-in, sessions, invitations and the team: the rules over an `IdentityStore`.
package struct Access: Sendable {
    let store: any IdentityStore
    let clock: any WallClock
    let vault: Vault
    let throttle = SignInThrottle()
    private let newID: @Sendable () -> String

    /// - Parameter vault: opens the second factors; whoever only manages people needs none.
    package init(
        directory: any IdentityStore, clock: any WallClock, vault: Vault = Vault(),
        newID: @escaping @Sendable () -> String
    ) {
        store = directory
        self.clock = clock
        self.vault = vault
        self.newID = newID
    }

    /// A new session's token. Unknown address, wrong password and disabled user look and take the same.
    ///
    /// - Parameters:
    ///   - code: six digits or a recovery code, asked for where the second factor is on.
    ///   - replacing: the session of the same browser, which ends.
    package func signIn(
        email: String, password: String, code: String? = nil, device: Device = .unknown,
        replacing: String? = nil
    ) async throws -> (user: User, token: String) {
        let account = User.normalised(email: email)
        try admit(account, from: device)
        let found = try await store.credentials(email: account)
        let isRight = try await Password.verify(password, against: found?.passwordHash)
        guard let user = found?.user, isRight, !user.isDisabled else {
            throttle.failed(account, from: device.address, at: clock.now())
            // An address that nobody has may be a password in the wrong field: it is not written down.
            try await noteFailure(found?.user.email ?? "an unknown address", "wrong password", device)
            throw IdentityFailure.wrongCredentials
        }
        do {
            try await checkFactor(of: user, code: code)
        } catch let failure as IdentityFailure where failure != .codeNeeded {
            throttle.failed(account, from: device.address, at: clock.now())
            try await noteFailure(user.email, "wrong code", device)
            throw failure
        }
        throttle.succeeded(account, from: device.address)
        if let replacing { try await store.closeSession(tokenHash: Secret.hash(replacing), entry: nil) }
        return (user, try await openSession(for: user, on: device))
    }

    /// The token of a new set-up link, or `nil` when there already is an administrator.
    package func setUpToken() async throws -> String? {
        let users = try await store.users()
        guard !users.contains(where: { $0.role == .administrator }) else { return nil }
        return try await invite(.setUp, user: nil)
    }

    /// What a link is for and for whom; throws `invitationInvalid` when it no longer holds.
    package func invitation(_ token: String) async throws -> (kind: Invitation.Kind, user: User?) {
        let invitation = try await open(token)
        guard let id = invitation.user else { return (invitation.kind, nil) }
        return (invitation.kind, try await store.user(id))
    }

    /// Uses a link up: sets the password (and, for the set-up, makes the first administrator) and signs in.
    ///
    /// A second factor stays: whoever has the link alone does not get past it.
    package func redeem(
        _ token: String, email: String, name: String, password: String, code: String? = nil,
        device: Device = .unknown
    ) async throws -> (user: User, token: String) {
        let invitation = try await open(token)
        let user =
            if let id = invitation.user, let known = try await store.user(id) {
                known
            } else {
                try newUser(email: email, name: name, role: .administrator)
            }
        try Password.check(password, email: user.email)
        if invitation.user != nil {
            try admit(user.email, from: device)
            do {
                try await checkFactor(of: user, code: code)
            } catch let failure as IdentityFailure where failure != .codeNeeded {
                throttle.failed(user.email, from: device.address, at: clock.now())
                throw failure
            }
        }
        let hash = try await Password.hash(password)
        let action: AuditAction = invitation.user == nil ? .userAdded : .passwordChanged
        try await store.redeem(
            invitation, user: user, passwordHash: hash,
            entry: entry(action, by: AuditActor(user), user.email, "by a link"))
        return (user, try await openSession(for: user, on: device))
    }

    func entry(_ action: AuditAction, by actor: AuditActor, _ subject: String = "", _ detail: String = "")
        -> AuditEntry
    {
        AuditEntry(at: clock.now(), actor: actor, action: action, subject: subject, detail: detail)
    }

    func admit(_ account: String, from device: Device) throws(IdentityFailure) {
        if let minutes = throttle.lockedMinutes(account, from: device.address, at: clock.now()) {
            throw .lockedOut(minutes: minutes)
        }
    }

    private func noteFailure(_ subject: String, _ why: String, _ device: Device) async throws {
        try await store.note(entry(.signInFailed, by: .nobody, subject, "\(why), from \(device.address)"))
    }

    private func open(_ token: String) async throws -> Invitation {
        guard let invitation = try await store.invitation(tokenHash: Secret.hash(token), at: clock.now())
        else { throw IdentityFailure.invitationInvalid }
        return invitation
    }

    func invite(_ kind: Invitation.Kind, user: AgentID?) async throws -> String {
        let token = Secret.token()
        let expiresAt = clock.now().advanced(bySeconds: kind.hours * 3600)
        try await store.keep(
            Invitation(tokenHash: Secret.hash(token), kind: kind, user: user, expiresAt: expiresAt))
        return token
    }

    private func openSession(for user: User, on device: Device) async throws -> String {
        let token = Secret.token()
        let now = clock.now()
        let expiresAt = now.advanced(bySeconds: Session.hoursMax * 3600)
        let session = Session(
            tokenHash: Secret.hash(token), user: user.id, openedAt: now, expiresAt: expiresAt, device: device)
        let place = device.address.isEmpty ? "" : "from \(device.address)"
        try await store.open(session, entry: entry(.signIn, by: AuditActor(user), user.email, place))
        return token
    }

    func newUser(email: String, name: String, role: User.Role) throws -> User {
        let address = User.normalised(email: email)
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254,
            !address.contains(where: \.isWhitespace), isPlain(address)
        else { throw IdentityFailure.emailInvalid }
        guard let id = AgentID(newID()) else { throw IdentityFailure.nameInvalid }
        return User(id: id, email: address, name: try checked(name: name), role: role)
    }

    func checked(name: String) throws(IdentityFailure) -> String {
        let trimmed = name.trimmedOfWhitespace
        guard !trimmed.isEmpty, trimmed.count <= User.nameCharactersMax, isPlain(trimmed) else {
            throw .nameInvalid
        }
        return trimmed
    }

    /// A line end in a name could forge a header or a line of a log.
    private func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
