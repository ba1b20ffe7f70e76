import Conversations
import Identity
import Storage
import Testing

/// The rules of signing in, over a real store.
@Suite struct AccessTests {
    private let password = "correct horse battery"

    private func access(_ store: Store, _ clock: ManualClock) -> Access {
        let names = Counter()
        return Access(directory: store, clock: clock) { "user-\(names.next())-id" }
    }

    private func administrator(_ access: Access) async throws -> (user: User, token: String) {
        let link = try #require(try await access.setUpToken())
        return try await access.redeem(link, email: " Ada@Example.com ", name: "Ada", password: password)
    }

    @Test func `the first administrator sets up once and signs in`() async throws {
        try await Backend.memory.withStore { store in
            let clock = ManualClock()
            let access = access(store, clock)
            let older = try #require(try await access.setUpToken())
            let (user, token) = try await administrator(access)
            #expect(user.email == "ada@example.com" && user.role == .administrator)
            #expect(try await access.user(ofSession: token) == user)
            #expect(try await access.setUpToken() == nil)
            await #expect(throws: IdentityFailure.invitationInvalid) {
                try await access.redeem(older, email: "eve@example.com", name: "Eve", password: password)
            }

            let session = try await access.signIn(email: "ADA@example.com", password: password)
            #expect(try await access.user(ofSession: session.token) == user)
            clock.advance(seconds: Session.hoursMax * 3600)
            #expect(try await access.user(ofSession: session.token) == nil)
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await access.signIn(email: "ada@example.com", password: "wrong password")
            }
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await access.signIn(email: "nobody@example.com", password: password)
            }
        }
    }

    @Test func `an invited agent chooses a password, signs out and is shut out when disabled`() async throws {
        try await Backend.memory.withStore { store in
            let access = access(store, ManualClock())
            _ = try await administrator(access)
            let link = try await access.add(email: "bob@example.com", name: "Bob", role: .agent)
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await access.signIn(email: "bob@example.com", password: "")
            }
            let open = try await access.invitation(link)
            #expect(open.kind == .invite && open.user?.name == "Bob")
            await #expect(throws: IdentityFailure.passwordTooShort) {
                try await access.redeem(link, email: "", name: "", password: "short")
            }
            let (bob, token) = try await access.redeem(link, email: "", name: "", password: password)
            #expect(bob.role == .agent)
            await #expect(throws: IdentityFailure.invitationInvalid) { try await access.invitation(link) }
            try await access.signOut(token)
            #expect(try await access.user(ofSession: token) == nil)

            let session = try await access.signIn(email: bob.email, password: password)
            try await access.setDisabled(true, email: bob.email)
            #expect(try await access.user(ofSession: session.token) == nil)
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await access.signIn(email: bob.email, password: password)
            }
        }
    }

    @Test func `the last administrator cannot be disabled and an address is used once`() async throws {
        try await Backend.memory.withStore { store in
            let access = access(store, ManualClock())
            let (ada, _) = try await administrator(access)
            await #expect(throws: IdentityFailure.lastAdministrator) {
                try await access.setDisabled(true, email: ada.email)
            }
            await #expect(throws: IdentityFailure.emailTaken) {
                try await access.add(email: "ada@EXAMPLE.com", name: "Other", role: .agent)
            }
            await #expect(throws: IdentityFailure.unknownUser) {
                try await access.reset(email: "nobody@example.com")
            }
            for address in ["", "ada", "@example.com", "ada@", "a b@example.com", "a@b@c", "a\u{0}@b"] {
                await #expect(throws: IdentityFailure.emailInvalid) {
                    try await access.add(email: address, name: "Other", role: .agent)
                }
            }
            await #expect(throws: IdentityFailure.nameInvalid) {
                try await access.add(email: "new@example.com", name: "  ", role: .agent)
            }
            #expect(try await store.users() == [ada])
        }
    }

    @Test func `a reset link sets a new password and ends the old sessions`() async throws {
        try await Backend.memory.withStore { store in
            let access = access(store, ManualClock())
            let (ada, old) = try await administrator(access)
            let link = try await access.reset(email: ada.email)
            _ = try await access.redeem(link, email: "", name: "", password: "another good phrase")
            #expect(try await access.user(ofSession: old) == nil)
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await access.signIn(email: ada.email, password: password)
            }
            #expect(try await access.signIn(email: ada.email, password: "another good phrase").user == ada)
        }
    }
}
