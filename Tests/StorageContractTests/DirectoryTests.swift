import Conversations
import Identity
import Storage
import Testing

@Suite struct DirectoryTests {
    private let start = Timestamp(milliseconds: 1_000_000)

    private func note() -> AuditEntry { AuditEntry(at: start, actor: .commandLine, action: .userAdded) }

    private func user(_ name: String, role: User.Role = .agent) throws -> User {
        User(id: try id("agent-" + name), email: "\(name)@example.com", name: "The \(name)", role: role)
    }

    private func invitation(_ token: String, for user: User?, kind: Invitation.Kind = .invite) -> Invitation {
        Invitation(tokenHash: token, kind: kind, user: user?.id, expiresAt: start.advanced(bySeconds: 60))
    }

    @Test(arguments: Backend.allCases)
    func `a user is found by id and by address and has no password at first`(_ backend: Backend) async throws
    {
        try await backend.withStore { store in
            let ada = try user("ada")
            try await store.add(ada, entry: note())
            #expect(try await store.user(ada.id) == ada)
            let credentials = try #require(try await store.credentials(email: ada.email))
            #expect(credentials.user == ada && credentials.passwordHash == nil)
            #expect(try await store.credentials(email: "bob@example.com") == nil)
            await #expect(throws: IdentityFailure.emailTaken) {
                try await store.add(
                    User(id: try id("agent-other"), email: ada.email, name: "Other", role: .viewer),
                    entry: note())
            }
            #expect(try await store.users() == [ada])
        }
    }

    @Test(arguments: Backend.allCases)
    func `of two who use one invitation one gets in`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ada = try user("ada")
            try await store.add(ada, entry: note())
            let link = invitation("token-1", for: ada)
            try await store.keep(link)
            let redeemed = await withTaskGroup(of: Bool.self) { group in
                for number in 1...8 {
                    group.addTask {
                        do {
                            try await store.redeem(
                                link, user: ada, passwordHash: "hash-\(number)", entry: note())
                            return true
                        } catch {
                            #expect(error as? IdentityFailure == .invitationInvalid)
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(redeemed == 1)
            #expect(try await store.invitation(tokenHash: "token-1", at: start) == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a new invitation replaces the open one and none holds for ever`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ada = try user("ada")
            try await store.add(ada, entry: note())
            for kind in [Invitation.Kind.invite, .setUp] {
                let whose = kind == .setUp ? nil : ada
                try await store.keep(invitation("old-\(kind)", for: whose, kind: kind))
                try await store.keep(invitation("new-\(kind)", for: whose, kind: kind))
                #expect(try await store.invitation(tokenHash: "old-\(kind)", at: start) == nil)
                let open = try await store.invitation(tokenHash: "new-\(kind)", at: start)
                #expect(open == invitation("new-\(kind)", for: whose, kind: kind))
                let later = start.advanced(bySeconds: 60)
                #expect(try await store.invitation(tokenHash: "new-\(kind)", at: later) == nil)
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `a new password ends the sessions that were open`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ada = try user("ada")
            try await store.add(ada, entry: note())
            try await store.open(session("session-1", of: ada), entry: note())
            try await store.keep(invitation("token-1", for: ada, kind: .reset))
            try await store.redeem(
                invitation("token-1", for: ada, kind: .reset), user: ada, passwordHash: "hash", entry: note())
            #expect(try await store.sessionUser(tokenHash: "session-1", at: start) == nil)
            #expect(try await store.credentials(email: ada.email)?.passwordHash == "hash")
        }
    }

    private func session(_ token: String, of user: User, seconds: Int = 60) -> Session {
        Session(
            tokenHash: token, user: user.id, openedAt: start, expiresAt: start.advanced(bySeconds: seconds))
    }

    @Test(arguments: Backend.allCases)
    func `a session ends with its time, by signing out and by disabling`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ada = try user("ada")
            try await store.add(ada, entry: note())
            for name in ["one", "two", "three"] {
                try await store.open(session(name, of: ada), entry: note())
            }
            #expect(try await store.sessionUser(tokenHash: "one", at: start) == ada)
            #expect(try await store.sessionUser(tokenHash: "one", at: start.advanced(bySeconds: 60)) == nil)
            try await store.closeSession(tokenHash: "two", entry: nil)
            #expect(try await store.sessionUser(tokenHash: "two", at: start) == nil)

            try await store.change(.disabled(true), of: ada.id, entry: note())
            #expect(try await store.sessionUser(tokenHash: "three", at: start) == nil)
            await #expect(throws: IdentityFailure.wrongCredentials) {
                try await store.open(session("four", of: ada), entry: note())
            }
            try await store.change(.disabled(false), of: ada.id, entry: note())
            #expect(try await store.sessionUser(tokenHash: "three", at: start) == nil)
            #expect(try await store.user(ada.id)?.isDisabled == false)
            await #expect(throws: IdentityFailure.unknownUser) {
                try await store.change(.disabled(true), of: try id("agent-none"), entry: note())
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `a disabled user cannot use a link`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ada = try user("ada")
            try await store.add(ada, entry: note())
            let link = invitation("token-1", for: ada)
            try await store.keep(link)
            try await store.change(.disabled(true), of: ada.id, entry: note())
            await #expect(throws: IdentityFailure.invitationInvalid) {
                try await store.redeem(link, user: ada, passwordHash: "hash", entry: note())
            }
            #expect(try await store.credentials(email: ada.email)?.passwordHash == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a set-up that fails leaves its link open and one that comes too late is refused`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let ada = try user("ada", role: .administrator)
            try await store.add(ada, entry: note())
            let link = invitation("token-1", for: nil, kind: .setUp)
            try await store.keep(link)
            let sameAddress = User(
                id: try id("agent-second"), email: ada.email, name: "Second", role: .administrator)
            await #expect(throws: IdentityFailure.emailTaken) {
                try await store.redeem(link, user: sameAddress, passwordHash: "hash", entry: note())
            }
            #expect(try await store.invitation(tokenHash: "token-1", at: start) == link)

            let reset = invitation("token-2", for: ada, kind: .reset)
            try await store.keep(reset)
            try await store.redeem(reset, user: ada, passwordHash: "hash", entry: note())
            let bob = try user("bob", role: .administrator)
            await #expect(throws: IdentityFailure.invitationInvalid) {
                try await store.redeem(link, user: bob, passwordHash: "hash", entry: note())
            }
            #expect(try await store.users() == [ada])
        }
    }
}
