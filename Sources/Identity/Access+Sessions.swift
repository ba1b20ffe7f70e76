import Conversations

/// Who is signed in where, and what people change about themselves.
extension Access {
    /// The session's user, while it holds. Does not count as a sign of the person.
    package func user(ofSession token: String) async throws -> User? {
        try await store.sessionUser(tokenHash: Secret.hash(token), at: clock.now())
    }

    /// The session while it holds. Does not count as a sign of the person.
    package func session(_ token: String) async throws -> KnownSession? {
        guard let known = try await store.session(tokenHash: Secret.hash(token)) else { return nil }
        return known.end(at: clock.now()) == nil ? known : nil
    }

    /// The session's user, and why it has ended where it has. Keeps that the person did something.
    package func admit(session token: String?) async throws -> (user: User?, end: SessionEnd) {
        guard let token, let known = try await store.session(tokenHash: Secret.hash(token)) else {
            return (nil, .signedOut)
        }
        let now = clock.now()
        if let end = known.end(at: now) { return (nil, end) }
        try await touch(known, at: now)
        return (known.user, .signedOut)
    }

    /// The person behind a socket did something.
    package func touch(session token: String) async throws {
        guard let known = try await store.session(tokenHash: Secret.hash(token)) else { return }
        try await touch(known, at: clock.now())
    }

    private func touch(_ known: KnownSession, at now: Timestamp) async throws {
        guard now.seconds(since: known.seenAt) >= Session.seenSeconds else { return }
        try await store.touch(tokenHash: known.session.tokenHash, user: known.user.id, at: now)
    }

    package func signOut(_ token: String) async throws {
        let user = try await user(ofSession: token)
        try await store.closeSession(
            tokenHash: Secret.hash(token), entry: user.map { entry(.signOut, by: AuditActor($0), $0.email) })
    }

    /// Open sessions, the latest first, and which of them belongs to `token`.
    package func sessions(of user: User, current token: String) async throws -> [(KnownSession, Bool)] {
        let (hash, now) = (Secret.hash(token), clock.now())
        return try await store.sessions(of: user.id).filter { $0.end(at: now) == nil }.map {
            ($0, $0.session.tokenHash == hash)
        }
    }

    package func endSession(id: String, of user: User) async throws {
        let entry = entry(.sessionEnded, by: AuditActor(user), user.email)
        guard try await store.endSession(id: id, of: user.id, entry: entry) else {
            throw IdentityFailure.unknownSession
        }
    }

    package func endOtherSessions(of user: User, than token: String) async throws {
        try await store.change(
            .signedOut(keeping: Secret.hash(token)), of: user.id,
            entry: entry(.signedOutEverywhere, by: AuditActor(user), user.email, "but here"))
    }

    package func rename(_ user: User, to name: String) async throws -> User {
        let name = try checked(name: name)
        try await store.change(
            .name(name), of: user.id, entry: entry(.nameChanged, by: AuditActor(user), user.email))
        return User(
            id: user.id, email: user.email, name: name, role: user.role, isDisabled: user.isDisabled)
    }

    /// Ends all other sessions: whoever knew the old password is out.
    package func changePassword(
        of user: User, current: String, new: String, keeping token: String, device: Device
    ) async throws {
        try await confirm(user, password: current, device: device)
        try Password.check(new, email: user.email)
        let hash = try await Password.hash(new)
        try await store.change(
            .password(hash: hash, keeping: Secret.hash(token)), of: user.id,
            entry: entry(.passwordChanged, by: AuditActor(user), user.email))
    }

    /// Somebody at an open browser is not yet its owner: what changes how one signs in asks for the password.
    func confirm(_ user: User, password: String, device: Device) async throws {
        try admit(user.email, from: device)
        let hash = try await store.credentials(email: user.email)?.passwordHash
        guard try await Password.verify(password, against: hash) else {
            throttle.failed(user.email, from: device.address, at: clock.now())
            throw IdentityFailure.wrongPassword
        }
    }
}
