package import Conversations

/// A signed-in browser.
package struct Session: Hashable, Sendable {
    /// However busy it is: somebody who walks away from a shared machine is signed out by the next morning.
    package static let hoursMax = 12
    /// Without a sign of a person: an open page that only waits is none, since nobody may sit before it.
    package static let idleHoursMax = 2
    /// How exact the last sign is kept: a write for each click would keep the disk busy.
    package static let seenSeconds = 60
    /// The oldest goes when somebody opens more.
    package static let perUserMax = 30

    package let tokenHash: String
    package let user: AgentID
    package let openedAt: Timestamp
    package let expiresAt: Timestamp
    package let device: Device

    package init(
        tokenHash: String, user: AgentID, openedAt: Timestamp, expiresAt: Timestamp, device: Device = .unknown
    ) {
        self.tokenHash = tokenHash
        self.user = user
        self.openedAt = openedAt
        self.expiresAt = expiresAt
        self.device = device
    }

    /// Names it in lists: a part of the hash, from which no token can be made.
    package var id: String { Self.id(tokenHash: tokenHash) }

    static func id(tokenHash: String) -> String { String(tokenHash.prefix(idCharacters)) }

    private static let idCharacters = 24
}

/// From where somebody signed in.
package struct Device: Hashable, Sendable {
    /// Longer ones tell no more.
    package static let browserCharactersMax = 200

    package let address: String
    /// What the browser calls itself.
    package let browser: String

    package init(address: String, browser: String) {
        self.address = String(address.prefix(64))
        self.browser = String(browser.prefix(Self.browserCharactersMax))
    }

    package static let unknown = Device(address: "", browser: "")
}

/// A session as it is kept, with its user as of now.
package struct KnownSession: Hashable, Sendable {
    package let session: Session
    package let user: User
    package let seenAt: Timestamp

    package init(session: Session, user: User, seenAt: Timestamp) {
        self.session = session
        self.user = user
        self.seenAt = seenAt
    }

    /// The moment at which it ends unless the person does something.
    package var until: Timestamp {
        min(session.expiresAt, seenAt.advanced(bySeconds: Session.idleHoursMax * 3600))
    }

    /// Why it no longer holds, or `nil` while it does.
    package func end(at now: Timestamp) -> SessionEnd? {
        if user.isDisabled { return .signedOut }
        if now >= session.expiresAt { return .tooOld }
        return now.seconds(since: seenAt) >= Session.idleHoursMax * 3600 ? .idle : nil
    }
}

/// Why somebody is not signed in.
package enum SessionEnd: Sendable, Hashable, CustomStringConvertible {
    /// Never, or ended on purpose, here or by somebody else.
    case signedOut
    case tooOld
    case idle

    package var description: String {
        switch self {
        case .signedOut: "Sign in first."
        case .tooOld:
            "You were signed out, as every \(Session.hoursMax) hours: sign in again."
        case .idle:
            "You were signed out after \(Session.idleHoursMax) hours without use: sign in again."
        }
    }
}

/// Where sessions are kept.
package protocol SessionLedger: Sendable {
    func open(_ session: Session, entry: AuditEntry) async throws
    /// Whatever has become of it: expired ones stay for a day, so that their owner can be told why.
    func session(tokenHash: String) async throws -> KnownSession?
    func sessions(of user: AgentID) async throws -> [KnownSession]
    /// A person did something.
    func touch(tokenHash: String, user: AgentID, at: Timestamp) async throws
    /// Ends one session of the user; false when there is none with that id.
    func endSession(id: String, of user: AgentID, entry: AuditEntry) async throws -> Bool
    func closeSession(tokenHash: String, entry: AuditEntry?) async throws
}

extension SessionLedger {
    /// The session's user, unless it has ended or the user was disabled.
    package func sessionUser(tokenHash: String, at: Timestamp) async throws -> User? {
        guard let known = try await session(tokenHash: tokenHash), known.end(at: at) == nil else {
            return nil
        }
        return known.user
    }
}
