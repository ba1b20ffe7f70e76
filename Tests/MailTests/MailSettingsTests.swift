import Mail
import Outbound
import Testing

@Suite struct MailSettingsTests {
    private func settings(
        _ server: String, user: String = "", password: String = "", from: String = "support@shop.test"
    ) throws -> MailSettings {
        try MailSettings(
            server: server, user: user, password: password, from: from, afterSeconds: 60, caFile: "")
    }

    @Test(arguments: [
        ("smtp://127.0.0.1:25", "ada", OutboundMail.Encryption.never), ("smtp://localhost", "ada", .never),
        ("smtp://[::1]:25", "", .never), ("smtp://mail.shop.test:587", "ada", .always),
        ("smtp://127.0.0.1.evil.test:587", "ada", .always), ("smtp://localhost.evil.test", "ada", .always),
        ("smtp://mail.shop.test:25", "", .whenOffered), ("smtp://10.0.0.1", "ada", .always),
        ("smtp://127.1", "ada", .always),
    ])
    func `a password goes without TLS to this machine alone`(
        _ server: String, _ user: String, _ encryption: OutboundMail.Encryption
    ) throws {
        #expect(try settings(server, user: user).encryption == encryption)
    }

    @Test(arguments: [
        "", "mail.shop.test", "http://mail.shop.test", "smtp://", "smtp://a:b@mail.test",
        "smtp://mail.test/x",
        "smtp://mail.test:0", "smtp://mail.test:99999", "smtp://mail.test:x", "smtp://mail .test",
        "smtp://mail.test\r\n", "smtp://[::1", "smtp://mail.test#x",
    ])
    func `what is no mail server is refused by name`(_ server: String) {
        #expect(throws: MailSettings.Flaw.server) { try settings(server) }
    }

    @Test func `a sender that is none, and a password without a user, are refused by name`() {
        #expect(throws: MailSettings.Flaw.from) { try settings("smtp://mail.test", from: "Shop") }
        #expect(throws: MailSettings.Flaw.passwordWithoutUser) {
            try settings("smtp://mail.test", password: "secret")
        }
    }
}
