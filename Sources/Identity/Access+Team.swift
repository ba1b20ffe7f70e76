import Conversations

/// Looking after the team.
extension Access {
    /// Adds a user who has no password yet, and returns the token of the invitation link.
    package func add(email: String, name: String, role: User.Role, by actor: AuditActor = .commandLine)
        async throws -> String
    {
        try await invited(email: email, name: name, role: role, by: actor).token
    }

    package func invited(email: String, name: String, role: User.Role, by actor: AuditActor) async throws
        -> (user: User, token: String)
    {
        let user = try newUser(email: email, name: name, role: role)
        try await store.add(user, entry: entry(.userAdded, by: actor, user.email, "as \(role.word)"))
        return (user, try await invite(.invite, user: user.id))
    }

    /// The token of a link by which the user sets a new password.
    package func reset(email: String, by actor: AuditActor = .commandLine) async throws -> String {
        try await reset(try await user(email: email), by: actor)
    }

    package func reset(_ user: User, by actor: AuditActor) async throws -> String {
        let token = try await invite(.reset, user: user.id)
        try await store.note(entry(.resetLink, by: actor, user.email))
        return token
    }

    package func setDisabled(_ isDisabled: Bool, email: String, by actor: AuditActor = .commandLine)
        async throws
    {
        try await setDisabled(isDisabled, try await user(email: email), by: actor)
    }

    package func setDisabled(_ isDisabled: Bool, _ user: User, by actor: AuditActor) async throws {
        guard user.isDisabled != isDisabled else { return }
        try await store.change(
            .disabled(isDisabled), of: user.id,
            entry: entry(isDisabled ? .userDisabled : .userEnabled, by: actor, user.email))
    }

    package func setRole(_ role: User.Role, of user: User, by actor: AuditActor) async throws {
        guard user.role != role else { return }
        try await store.change(
            .role(role), of: user.id,
            entry: entry(.roleChanged, by: actor, user.email, "\(user.role.word) → \(role.word)"))
    }

    package func signOutEverywhere(_ user: User, by actor: AuditActor) async throws {
        try await store.change(
            .signedOut(keeping: nil), of: user.id, entry: entry(.signedOutEverywhere, by: actor, user.email))
    }

    package func switchTOTPOff(_ user: User, by actor: AuditActor) async throws {
        try await store.change(.totpOff, of: user.id, entry: entry(.totpOff, by: actor, user.email))
    }

    package func members() async throws -> [Member] { try await store.members() }

    package func user(email: String) async throws -> User {
        guard let user = try await store.credentials(email: User.normalised(email: email))?.user else {
            throw IdentityFailure.unknownUser
        }
        return user
    }

    package func user(id: String) async throws -> User {
        guard let id = AgentID(id), let user = try await store.user(id) else {
            throw IdentityFailure.unknownUser
        }
        return user
    }

    package func audit(before: Int64?, limit: Int) async throws -> [(id: Int64, entry: AuditEntry)] {
        try await store.entries(before: before, limit: limit)
    }
}
