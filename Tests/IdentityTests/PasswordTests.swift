import Identity
import Testing

@Suite struct PasswordTests {
    private let email = "grace.hopper@example.com"

    @Test func `the right password is right and any other is wrong`() async throws {
        let hash = try await Password.hash("correct horse battery")
        #expect(try await Password.verify("correct horse battery", against: hash))
        for wrong in ["correct horse batterY", ""] {
            #expect(try await !Password.verify(wrong, against: hash))
        }
    }

    @Test func `the same password is never stored twice alike and never in clear`() async throws {
        let one = try await Password.hash("correct horse battery")
        let two = try await Password.hash("correct horse battery")
        #expect(one != two)
        #expect(one.hasPrefix("scrypt$32768$8$1$"))
        #expect(!one.contains("horse"))
    }

    @Test(arguments: [nil, "plain", "scrypt$x$8$1$AAAA$AAAA"])
    func `a missing or damaged hash fits no password`(_ stored: String?) async throws {
        #expect(try await !Password.verify("", against: stored))
    }

    @Test func `a password of letters beyond ASCII works`() async throws {
        let password = "Grüße aus Köln 🙂🙂"
        try Password.check(password, email: email)
        let hash = try await Password.hash(password)
        #expect(try await Password.verify(password, against: hash))
    }

    @Test(arguments: ["correct horse battery", "xkcd-936-style", "ten chars!", "🙂🙃😉😊 and more"])
    func `a long enough and uncommon password passes`(_ password: String) throws {
        try Password.check(password, email: email)
    }

    @Test func `length is counted as a person counts it`() {
        #expect(throws: IdentityFailure.passwordTooShort) { try Password.check("nine char", email: email) }
        #expect(throws: IdentityFailure.passwordTooShort) {
            try Password.check("🧑‍🚀🧑‍🚒🧑‍🎨🧑‍🍳", email: email)
        }
        #expect(throws: IdentityFailure.passwordTooLong) {
            try Password.check(String(repeating: "abcde", count: 26), email: email)
        }
    }

    @Test(arguments: [
        "mypassword2026", "PASSWORD!!!!", "x1234567x9", "qwertyuiop", "aaaaaaaaaaaa", "ababababab",
        "grace.hopper@example.com", "Grace.Hopper1",
    ])
    func `what an attacker tries first is refused`(_ password: String) {
        #expect(throws: IdentityFailure.passwordTooCommon) { try Password.check(password, email: email) }
    }

    @Test func `a short name in the address does not spoil a password`() throws {
        try Password.check("bob builds bridges", email: "bob@example.com")
    }
}
