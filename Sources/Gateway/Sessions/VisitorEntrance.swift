import Conversations
import Handoff
import Identity
import Logging

/// Finds out who says hello: the person of a mail's link, the person of the host product's token, or the
/// visitor of our own token.
struct VisitorEntrance: Sendable {
    /// Conversations of an anonymous visitor that come along when the visitor turns out to be somebody.
    static let claimedMax = 50

    let board: Switchboard

    /// `nil` when the client must drop its token and say hello anew.
    func guest(_ hello: ClientFrame.Hello) async throws(JournalError) -> VisitorGuest? {
        guard var guest = try await known(hello) else { return nil }
        guest.asks = board.settings.asksForTraining && guest.only == nil
        if guest.asks { guest.consent = try await board.rooms.visitors.consent(of: guest.visitor) }
        return guest
    }

    private func known(_ hello: ClientFrame.Hello) async throws(JournalError) -> VisitorGuest? {
        if let opened = hello.link.flatMap(board.identity.links.open) { return try await guest(of: opened) }
        var refusal: VisitorGuest.Refusal?
        if let token = hello.identity {
            switch await identity(token) {
            case .known(let identity):
                if let visitor = hello.token.flatMap({ known($0) }) {
                    try await bringAlong(from: visitor, to: identity.visitor)
                }
                return try await guest(of: identity)
            case .refused(let why): refusal = why
            }
        }
        guard let visitor = known(hello.token) else { return nil }
        var guest = VisitorGuest(visitor: visitor, token: board.identity.tokens.token(for: visitor))
        guest.refusal = refusal
        if let profile = hello.profile, !profile.isEmpty {
            try await board.rooms.visitors.take(profile, of: visitor, at: board.clock.now())
        }
        guest.profile = try await board.rooms.visitors.profile(of: visitor)
        return guest
    }

    /// The visitor that the token names, a new one without a token. No token speaks for somebody whom the
    /// host product knows.
    private func known(_ token: String?) -> VisitorID? {
        guard let token else { return VisitorID(board.newID()) }
        return board.identity.tokens.visitor(of: token).flatMap { $0.isVerified ? nil : $0 }
    }

    private func guest(of identity: HostIdentity) async throws(JournalError) -> VisitorGuest {
        try await board.rooms.visitors.take(identity.profile, of: identity.visitor, at: board.clock.now())
        var guest = VisitorGuest(visitor: identity.visitor, token: nil)
        guest.profile = identity.profile
        guest.endsAt = identity.endsAt
        return guest
    }

    /// What was written before signing in. The page's word about that visitor goes with it: who it was is
    /// known better now.
    private func bringAlong(from visitor: VisitorID, to person: VisitorID) async throws(JournalError) {
        for row in try await board.inbox.rows(of: visitor, limit: Self.claimedMax) {
            do throws(Refusal) {
                _ = try await board.recorder.record(row.conversation.id, reason: "claim") {
                    $0.claimed(by: person, from: visitor, at: $1)
                }
            } catch {
                throw .unavailable(.failed)
            }
        }
        guard try await board.rooms.visitors.profile(of: visitor)?.isEmpty == false else { return }
        try await board.rooms.visitors.take(
            VisitorProfile(name: nil, email: nil), of: visitor, at: board.clock.now())
    }

    /// A link opens its conversation and nothing else: mails are forwarded. It does so too when the
    /// conversation went to a known person after the mail.
    private func guest(of opened: ConversationLinks.Opened) async throws(JournalError) -> VisitorGuest {
        let state = try await board.journal.conversation(opened.conversation, in: .system(reason: "link"))
        var guest = VisitorGuest(visitor: state?.visitor ?? opened.visitor, token: nil)
        guest.only = opened.conversation
        guest.endsAt = opened.expiresAt
        return guest
    }

    private enum Identity {
        case known(HostIdentity)
        case refused(VisitorGuest.Refusal)
    }

    private func identity(_ token: String) async -> Identity {
        guard let host = board.identity.host else {
            board.logger.notice("a visitor's identity cannot be checked: set identity_secret_file")
            return .refused(.notConfigured)
        }
        do throws(HostTokens.Flaw) {
            return .known(try await host.read(token, at: board.clock.now()))
        } catch {
            board.logger.notice("a visitor's identity was refused", metadata: ["why": "\(error)"])
            return .refused(error == .expired ? .expired : .invalid)
        }
    }
}

/// Who is at a visitor's socket.
struct VisitorGuest: Sendable {
    enum Refusal: String, Sendable {
        case expired
        case invalid
        case notConfigured = "not_configured"
    }

    let visitor: VisitorID
    /// By which the visitor is known again; `nil` for those who prove it otherwise.
    let token: String?
    var profile: VisitorProfile?
    var refusal: Refusal?
    /// The proof's end: nothing is taken or told from here on.
    var endsAt: Timestamp?
    /// The only conversation that may be asked for, when a mail's link is the proof.
    var only: ConversationID?
    /// Whether the visitor is asked if a model may be trained with what they write.
    var asks = false
    /// What the visitor said of that so far.
    var consent: TrainingConsent?

    init(visitor: VisitorID, token: String?) {
        self.visitor = visitor
        self.token = token
    }

    func hasEnded(at now: Timestamp) -> Bool { endsAt.map { $0 <= now } ?? false }

    func mayReach(_ id: ConversationID) -> Bool { only == nil || only == id }

    /// As the protocol says it.
    var identity: JSON {
        let state =
            if refusal != nil { "refused" } else if profile?.isVerified == true {
                "verified"
            } else if profile?.isEmpty == false { "unverified" } else { "none" }
        return [
            "state": .string(state), "name": .optional(refusal == nil ? profile?.name : nil),
            "reason": .optional(refusal?.rawValue),
        ]
    }
}
