import Conversations
import FoundationEssentials

/// The second factor.
extension Access {
    /// Named in authenticator apps.
    static let issuer = "Baton"

    /// What a person needs to set an authenticator app up.
    package struct FactorOffer: Sendable {
        package let secret: String
        package let uri: String
        package let qr: QRCode?
    }

    package func hasTOTP(_ user: User) async throws -> Bool {
        try await store.factor(of: user.id)?.isConfirmed ?? false
    }

    /// Makes a new secret; it is asked for only once a code of it has been confirmed.
    package func startTOTP(_ user: User, password: String, device: Device) async throws -> FactorOffer {
        try await confirm(user, password: password, device: device)
        let totp = TOTP.random()
        guard let sealed = vault.seal(Data(totp.secret), for: Self.place(user)) else {
            throw IdentityFailure.factorUnreadable
        }
        try await store.keep(Factor(secret: sealed, lastStep: 0, isConfirmed: false), of: user.id)
        let uri = totp.uri(account: user.email, issuer: Self.issuer)
        return FactorOffer(secret: totp.base32, uri: uri, qr: QRCode(uri))
    }

    /// Switches it on, and returns the recovery codes: they are shown this once.
    package func confirmTOTP(_ user: User, code: String, device: Device) async throws -> [String] {
        try admit(user.email, from: device)
        guard let factor = try await store.factor(of: user.id) else { throw IdentityFailure.factorMissing }
        guard !factor.isConfirmed else { throw IdentityFailure.factorExists }
        let step: Int64
        do {
            step = try self.step(code, factor, user)
        } catch {
            throttle.failed(user.email, from: device.address, at: clock.now())
            throw error
        }
        let codes = RecoveryCode.fresh()
        try await store.confirm(
            step: step, recoveryHashes: codes.compactMap { hash($0, user) }, of: user.id,
            entry: entry(.totpOn, by: AuditActor(user), user.email))
        return codes
    }

    package func removeTOTP(_ user: User, password: String, code: String, device: Device) async throws {
        try await confirm(user, password: password, device: device)
        do {
            try await checkFactor(of: user, code: code)
        } catch {
            throttle.failed(user.email, from: device.address, at: clock.now())
            throw error
        }
        try await switchTOTPOff(user, by: AuditActor(user))
    }

    /// Throws unless the code opens, or none is asked for.
    func checkFactor(of user: User, code: String?) async throws {
        guard let factor = try await store.factor(of: user.id), factor.isConfirmed else { return }
        let code = (code ?? "").filter { !$0.isWhitespace }
        guard !code.isEmpty else { throw IdentityFailure.codeNeeded }
        if let hash = hash(code, user) {
            let entry = entry(.recoveryCodeUsed, by: AuditActor(user), user.email)
            guard try await store.use(recoveryHash: hash, of: user.id, entry: entry) else {
                throw IdentityFailure.codeWrong
            }
            return
        }
        let step = try step(code, factor, user)
        guard try await store.use(step: step, of: user.id) else { throw IdentityFailure.codeUsed }
    }

    private func step(_ code: String, _ factor: Factor, _ user: User) throws(IdentityFailure) -> Int64 {
        guard let secret = vault.open(factor.secret, for: Self.place(user)) else { throw .factorUnreadable }
        let digits = code.filter { !$0.isWhitespace }
        switch TOTP(secret: Array(secret)).verdict(digits, at: clock.now(), lastStep: factor.lastStep) {
        case .right(let step): return step
        case .used: throw .codeUsed
        case .another(let minutes): throw .codeOfAnotherTime(minutes: minutes)
        case .wrong: throw .codeWrong
        }
    }

    private func hash(_ code: String, _ user: User) -> String? {
        RecoveryCode.normalised(code).map { vault.hash($0, for: Self.place(user)) }
    }

    private static func place(_ user: User) -> String { "totp \(user.id)" }
}
