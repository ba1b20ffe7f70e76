import Conversations
import Foundation
import Identity
import Storage
import Testing

/// The second factor, throttling and the ends of sessions, over a real store.
@Suite(.serialized) struct SecondFactorTests {
    private static let password = "correct horse battery"
    private static let home = Device(address: "192.0.2.1", browser: "Browser")

    private struct Desk: Sendable {
        let store: Store
        let clock: ManualClock
        let access: Access
        let ada: User

        func signIn(_ code: String? = nil, from device: Device = home, password: String = password)
            async throws -> (user: User, token: String)
        {
            try await access.signIn(email: ada.email, password: password, code: code, device: device)
        }

        /// Switches the factor on and returns its secret and the recovery codes.
        func switchOn() async throws -> (totp: TOTP, recovery: [String]) {
            let offer = try await access.startTOTP(ada, password: password, device: home)
            let totp = TOTP(secret: Self.bytes(offer.secret))
            return (totp, try await access.confirmTOTP(ada, code: code(totp), device: home))
        }

        func code(_ totp: TOTP, offSeconds: Int = 0) -> String {
            totp.code(step: TOTP.step(at: clock.now().advanced(bySeconds: offSeconds)))
        }

        private static func bytes(_ base32: String) -> [UInt8] {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
            let bits = base32.flatMap { letter in
                let value = alphabet.firstIndex(of: letter) ?? 0
                return (0..<5).map { value >> (4 - $0) & 1 }
            }
            return stride(from: 0, to: bits.count - 7, by: 8).map { start in
                bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | UInt8($1) }
            }
        }
    }

    private func withDesk(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        try await Backend.memory.withStore { store in
            let (clock, names) = (ManualClock(), Counter())
            let access = Access(directory: store, clock: clock) { "user-\(names.next())-id" }
            let link = try #require(try await access.setUpToken())
            let (ada, _) = try await access.redeem(
                link, email: "ada@example.com", name: "Ada", password: Self.password)
            try await body(Desk(store: store, clock: clock, access: access, ada: ada))
        }
    }

    @Test func `the factor is asked for once it is confirmed, and each code opens once`() async throws {
        try await withDesk { desk in
            _ = try await desk.access.startTOTP(desk.ada, password: Self.password, device: Self.home)
            _ = try await desk.signIn()
            let (totp, recovery) = try await desk.switchOn()
            #expect(recovery.count == 10 && Set(recovery).count == 10)
            #expect(recovery.allSatisfy { $0.wholeMatch(of: /[a-z0-9]{4}-[a-z0-9]{4}/) != nil })
            await #expect(throws: IdentityFailure.codeNeeded) { try await desk.signIn() }
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await desk.signIn(desk.code(totp), password: "wrong password")
            }
            // The code that confirmed it is used up.
            await #expect(throws: IdentityFailure.codeUsed) { try await desk.signIn(desk.code(totp)) }
            desk.clock.advance(seconds: 30)
            _ = try await desk.signIn(desk.code(totp))
            await #expect(throws: IdentityFailure.codeUsed) { try await desk.signIn(desk.code(totp)) }
            _ = try await desk.signIn(desk.code(totp, offSeconds: 30))
            desk.clock.advance(seconds: 300)
            await #expect(throws: IdentityFailure.codeOfAnotherTime(minutes: 60)) {
                try await desk.signIn(desk.code(totp, offSeconds: 3600))
            }
            await #expect(throws: IdentityFailure.codeWrong) { try await desk.signIn("000000x") }
            #expect(try await desk.access.members().first?.hasTOTP == true)
        }
    }

    @Test func `of two who use one code at the same time one gets in`() async throws {
        try await withDesk { desk in
            let (totp, _) = try await desk.switchOn()
            desk.clock.advance(seconds: 60)
            let code = desk.code(totp)
            let count = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { (try? await desk.signIn(code)) != nil } }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(count == 1)
        }
    }

    @Test func `a recovery code opens once, however it is typed, and a reset keeps the factor`() async throws
    {
        try await withDesk { desk in
            let (_, recovery) = try await desk.switchOn()
            _ = try await desk.signIn(recovery[0].uppercased().replacing("-", with: " "))
            await #expect(throws: IdentityFailure.codeWrong) { try await desk.signIn(recovery[0]) }
            let link = try await desk.access.reset(email: desk.ada.email)
            await #expect(throws: IdentityFailure.codeNeeded) {
                try await desk.access.redeem(link, email: "", name: "", password: "another good phrase")
            }
            _ = try await desk.access.redeem(
                link, email: "", name: "", password: "another good phrase", code: recovery[1])
            try await desk.access.switchTOTPOff(desk.ada, by: .commandLine)
            _ = try await desk.signIn(password: "another good phrase")
            let actions = try await desk.access.audit(before: nil, limit: 50).map(\.entry.action)
            #expect(actions.contains(.totpOn) && actions.contains(.totpOff))
            #expect(actions.filter { $0 == .recoveryCodeUsed }.count == 2)
        }
    }

    @Test func `the factor is removed with password and code alone`() async throws {
        try await withDesk { desk in
            let (totp, recovery) = try await desk.switchOn()
            desk.clock.advance(seconds: 60)
            await #expect(throws: IdentityFailure.wrongPassword) {
                try await desk.access.removeTOTP(
                    desk.ada, password: "guess", code: desk.code(totp), device: Self.home)
            }
            await #expect(throws: IdentityFailure.codeWrong) {
                try await desk.access.removeTOTP(
                    desk.ada, password: Self.password, code: "123", device: Self.home)
            }
            await #expect(throws: IdentityFailure.factorExists) { try await desk.switchOn() }
            try await desk.access.removeTOTP(
                desk.ada, password: Self.password, code: recovery[3], device: Self.home)
            _ = try await desk.signIn()
        }
    }

    @Test func `a data folder with another key says what to do`() async throws {
        try await withDesk { desk in
            _ = try await desk.switchOn()
            let restored = Access(directory: desk.store, clock: desk.clock) { "user-9999" }
            await #expect(throws: IdentityFailure.factorUnreadable) {
                try await restored.signIn(email: desk.ada.email, password: Self.password, code: "123456")
            }
        }
    }

    @Test func `ten wrong passwords lock an account for a while, one that is not there too`() async throws {
        try await withDesk { desk in
            for email in [desk.ada.email, "nobody@example.com"] {
                for number in 0..<SignInThrottle.failuresMax {
                    // From another address each time: counting addresses alone would not see it.
                    await #expect(throws: IdentityFailure.wrongCredentials) {
                        try await desk.access.signIn(
                            email: email, password: "wrong",
                            device: Device(address: "198.51.100.\(number)", browser: ""))
                    }
                }
                await #expect(throws: IdentityFailure.lockedOut(minutes: 15)) {
                    try await desk.access.signIn(email: email, password: Self.password)
                }
            }
            desk.clock.advance(seconds: 14 * 60)
            await #expect(throws: IdentityFailure.lockedOut(minutes: 1)) { try await desk.signIn() }
            desk.clock.advance(seconds: 60)
            _ = try await desk.signIn()
        }
    }

    @Test func `who signed in from an address before is not locked out by others`() async throws {
        try await withDesk { desk in
            _ = try await desk.signIn()
            let away = Device(address: "198.51.100.9", browser: "")
            for _ in 0..<SignInThrottle.failuresMax {
                await #expect(throws: IdentityFailure.wrongCredentials) {
                    try await desk.signIn(from: away, password: "wrong")
                }
            }
            await #expect(throws: IdentityFailure.lockedOut(minutes: 15)) {
                try await desk.signIn(from: away)
            }
            _ = try await desk.signIn()
        }
    }

    @Test func `a session ends after two idle hours, after twelve busy ones, and says why`() async throws {
        try await withDesk { desk in
            let idle = try await desk.signIn().token
            desk.clock.advance(seconds: 2 * 3600)
            #expect(try await desk.access.admit(session: idle).end == .idle)
            let busy = try await desk.signIn().token
            for _ in 0..<11 {
                desk.clock.advance(seconds: 3600)
                #expect(try await desk.access.admit(session: busy).user != nil)
            }
            desk.clock.advance(seconds: 3600)
            let (user, end) = try await desk.access.admit(session: busy)
            #expect(user == nil && end == .tooOld && end.description.contains("sign in again"))
            #expect(try await desk.access.admit(session: "nonsense").end == .signedOut)
        }
    }

    @Test func `signing in again in the same browser ends the session before`() async throws {
        try await withDesk { desk in
            let first = try await desk.signIn().token
            let second = try await desk.access.signIn(
                email: desk.ada.email, password: Self.password, device: Self.home, replacing: first
            ).token
            #expect(first != second)
            #expect(try await desk.access.user(ofSession: first) == nil)
            #expect(try await desk.access.user(ofSession: second) == desk.ada)
        }
    }

    @Test func `nobody keeps more sessions than the bound, and a long browser name is cut`() async throws {
        try await withDesk { desk in
            let long = Device(address: "192.0.2.1", browser: String(repeating: "x", count: 5000))
            for number in 0..<(Session.perUserMax + 3) {
                desk.clock.advance(seconds: 1)
                try await desk.store.open(
                    Session(
                        tokenHash: "hash-\(number)", user: desk.ada.id, openedAt: desk.clock.now(),
                        expiresAt: desk.clock.now().advanced(bySeconds: 60), device: long),
                    entry: AuditEntry(at: desk.clock.now(), actor: .nobody, action: .signIn))
            }
            let sessions = try await desk.store.sessions(of: desk.ada.id)
            #expect(sessions.count == Session.perUserMax)
            #expect(sessions.first?.session.device.browser.count == Device.browserCharactersMax)
        }
    }

    @Test func `two administrators who demote each other at the same time leave one`() async throws {
        try await withDesk { desk in
            let token = try await desk.access.add(
                email: "bob@example.com", name: "Bob", role: .administrator)
            let (bob, _) = try await desk.access.redeem(token, email: "", name: "", password: Self.password)
            await withTaskGroup(of: Void.self) { group in
                for user in [desk.ada, bob] {
                    group.addTask { try? await desk.access.setRole(.agent, of: user, by: .commandLine) }
                }
            }
            let left = try await desk.store.users().filter { $0.role == .administrator }
            #expect(left.count == 1)
        }
    }
}
