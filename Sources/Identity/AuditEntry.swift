package import Conversations

/// What people of the team can do that the audit log keeps.
package enum AuditAction: String, Sendable, Hashable, CaseIterable {
    case signIn = "sign_in"
    case signInFailed = "sign_in_failed"
    case signOut = "sign_out"
    case nameChanged = "name_changed"
    case passwordChanged = "password_changed"
    case totpOn = "totp_on"
    case totpOff = "totp_off"
    case recoveryCodeUsed = "recovery_code_used"
    case userAdded = "user_added"
    case roleChanged = "role_changed"
    case userDisabled = "user_disabled"
    case userEnabled = "user_enabled"
    case resetLink = "reset_link"
    case signedOutEverywhere = "signed_out_everywhere"
    case sessionEnded = "session_ended"
    case settingChanged = "setting_changed"
    /// What answers must be sure of changed by itself, as people judged them.
    case thresholdMoved = "threshold_moved"
    /// Recent answers erred too often: the threshold moved to the safe side.
    case drift
    case confidenceFitted = "confidence_fitted"
    /// A version of the confidence was put in force by hand.
    case confidenceUsed = "confidence_used"
    /// An editor published an article in the console.
    case articlePublished = "article_published"
    /// An editor asked a colleague to approve a draft.
    case reviewAsked = "review_asked"
    /// A colleague let a draft go out.
    case draftApproved = "draft_approved"
    case draftSentBack = "draft_sent_back"
    /// A request for approval, or a publication at a time, was taken back.
    case draftWithdrawn = "draft_withdrawn"
    case publicationScheduled = "publication_scheduled"
    /// A publication was not done at its time.
    case publicationStopped = "publication_stopped"
    /// An editor took an article away.
    case articleRemoved = "article_removed"
    /// Somebody said what answers a question that publications are tried on, or that it is no test.
    case expectationCorrected = "expectation_corrected"
    /// Somebody's words were taken out; `detail` says how much.
    case personErased = "person_erased"
    /// Words that were older than they are kept.
    case wordsErased = "words_erased"
    case backup
    case restore
}

/// Who did something that is written down.
package struct AuditActor: Hashable, Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    package init(_ user: User) { self.init(id: user.id.value, name: user.name) }

    /// Somebody with a shell on the server.
    package static let commandLine = AuditActor(id: "command_line", name: "Command line")
    /// Nobody but the program.
    package static let baton = AuditActor(id: "baton", name: "Baton")
    /// Somebody who is not signed in.
    package static let nobody = AuditActor(id: "nobody", name: "Nobody signed in")
}

/// One line of the audit log. It never holds a password, a code, a token or a secret's value.
package struct AuditEntry: Hashable, Sendable {
    /// A subject or a detail beyond this is cut: the log is no store for texts.
    package static let textCharactersMax = 300

    package let at: Timestamp
    package let actor: AuditActor
    package let action: AuditAction
    /// Whom or what it was done to: an e-mail address, a setting's key.
    package let subject: String
    package let detail: String

    package init(
        at: Timestamp, actor: AuditActor, action: AuditAction, subject: String = "", detail: String = ""
    ) {
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = String(subject.prefix(Self.textCharactersMax))
        self.detail = String(detail.prefix(Self.textCharactersMax))
    }
}

/// Where the audit log is kept: it only grows, up to a bound at which its oldest lines go.
package protocol AuditLog: Sendable {
    func note(_ entry: AuditEntry) async throws
    /// The newest first. An actor's name is the one of today.
    ///
    /// - Parameter before: the id below which to look, for the next page.
    func entries(before: Int64?, limit: Int) async throws -> [(id: Int64, entry: AuditEntry)]
}
