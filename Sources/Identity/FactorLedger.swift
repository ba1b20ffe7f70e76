package import Conversations

/// A second factor as it is kept.
package struct Factor: Hashable, Sendable {
    /// Sealed by the `Vault`.
    package let secret: String
    /// The latest step whose code was used.
    package let lastStep: Int64
    package let isConfirmed: Bool

    package init(secret: String, lastStep: Int64, isConfirmed: Bool) {
        self.secret = secret
        self.lastStep = lastStep
        self.isConfirmed = isConfirmed
    }
}

/// Where second factors and recovery codes are kept.
package protocol FactorLedger: Sendable {
    func factor(of user: AgentID) async throws -> Factor?
    /// Replaces one that was never confirmed. Throws `factorExists` when a confirmed one is there.
    func keep(_ factor: Factor, of user: AgentID) async throws
    /// Marks it as confirmed by the code of `step`, and keeps the codes' hashes. Throws `factorMissing`.
    func confirm(step: Int64, recoveryHashes: [String], of user: AgentID, entry: AuditEntry) async throws
    /// Uses the code of `step` up; false when it, or a later one, was used before.
    func use(step: Int64, of user: AgentID) async throws -> Bool
    /// Uses a recovery code up; false when there is none, or it was used before.
    func use(recoveryHash: String, of user: AgentID, entry: AuditEntry) async throws -> Bool
}
