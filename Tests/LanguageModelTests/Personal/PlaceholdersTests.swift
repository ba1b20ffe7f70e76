import Testing

@testable import LanguageModel

struct PlaceholdersTests {
    private func redacted(_ text: String) -> (sent: String, Placeholders) {
        var placeholders = Placeholders(for: [text])
        let sent = placeholders.redact(text)
        return (sent, placeholders)
    }

    @Test func `the same value has the same placeholder, another one another`() {
        let (sent, _) = redacted("a@x.de, b@x.de, a@x.de, +49 170 1234567")
        #expect(sent == "<EMAIL_1>, <EMAIL_2>, <EMAIL_1>, <PHONE_1>")
    }

    @Test func `kinds that are off stay`() {
        let text = "a@x.de +49 170 1234567"
        var placeholders = Placeholders(for: [text], kinds: [.phone])
        #expect(placeholders.redact(text) == "a@x.de <PHONE_1>")
    }

    @Test(arguments: [
        "<EMAIL_1>", "<email_1>", "< EMAIL_1 >", "[EMAIL_1]", "{EMAIL_1}", "<EMAIL 1>", "<EMAIL-1>",
        "EMAIL_1",
        "EMAIL\\_1", "\\<EMAIL\\_1\\>", "&lt;EMAIL_1&gt;", "<E-MAIL_1>", "<EMAIL_1/>", "</EMAIL_1>",
        "\u{FF1C}EMAIL_1\u{FF1E}", "<EMAIL_1",
    ])
    func `what models make of a placeholder is understood`(_ written: String) {
        let (_, placeholders) = redacted("a@x.de")
        #expect(placeholders.restored("Write to \(written), please") == "Write to a@x.de, please")
        #expect(placeholders.restored("**\(written)**") == "**a@x.de**")
    }

    @Test(arguments: [
        ("<EMAIL_9>", "e-mail"), ("<PHONE_1>", "phone"), ("[IP_2]", "IP"), ("KEY_3", "key"),
        ("email 1", "email 1"), ("EMAIL_12345", "EMAIL_12345"), ("MY_EMAIL_9", "MY_EMAIL_9"),
        ("<EMAIL_9a>", "<EMAIL_9a>"), ("[1]", "[1]"), ("<EMAIL>", "<EMAIL>"),
    ])
    func `an invented placeholder is words, and what is none stays`(_ written: String, _ shown: String) {
        let (_, placeholders) = redacted("a@x.de")
        #expect(placeholders.restored("to \(written).") == "to \(shown).")
    }

    @Test func `a visitor who writes placeholders gets those words back and no value`() {
        let (sent, placeholders) = redacted("<EMAIL_1> [email 2] a@x.de")
        #expect(sent == "<EMAIL_1> [email 2] <EMAIL_3>")
        #expect(placeholders.restored("<EMAIL_1>, <EMAIL_2>, <EMAIL_3>") == "<EMAIL_1>, <EMAIL_2>, a@x.de")
    }

    @Test func `what an article says stays, and its values in a question too`() throws {
        let request = ChatRequest(
            messages: [
                ChatMessage(.system, [.open("Write to help@shop.example or <PHONE_1>.")]),
                ChatMessage(.user, [.personal("Is help@shop.example or a@x.de right? +49 170 1234567")]),
            ], tokensMax: 9)
        let (sent, placeholders) = request.redacted(Set(PersonalData.Kind.allCases))
        #expect(sent.messages[0] == request.messages[0])
        #expect(sent.messages[1].text == "Is help@shop.example or <EMAIL_1> right? <PHONE_2>")
        #expect(placeholders.restored("<PHONE_1> <PHONE_2>") == "<PHONE_1> +49 170 1234567")
    }

    @Test func `a text of unknown origin counts as a visitor's`() {
        let request = ChatRequest(messages: [ChatMessage(.user, "a@x.de")], tokensMax: 9)
        #expect(request.redacted([.email]).request.messages[0].text == "<EMAIL_1>")
    }

    @Test func `wherever a stream is cut, the same comes out`() {
        let (_, placeholders) = redacted("a@x.de 203.0.113.7 +49 170 1234567")
        let text =
            "To <EMAIL_1>, [ip 1] & < PHONE_1 >; <EMAIL_7> \\<EMAIL\\_1\\> <b>x</b> &lt;ip_1&gt; [1] EMAIL_1"
        let whole = placeholders.restored(text)
        #expect(
            whole.hasPrefix(
                "To a@x.de, 203.0.113.7 & +49 170 1234567; e-mail a@x.de <b>x</b> 203.0.113.7 [1] "))
        let scalars = Array(text.unicodeScalars)
        for size in 1...scalars.count {
            var restorer = placeholders.restorer
            var out = ""
            for start in stride(from: 0, to: scalars.count, by: size) {
                let piece = scalars[start..<min(start + size, scalars.count)]
                out += restorer.read(String(String.UnicodeScalarView(piece)))
            }
            #expect(out + restorer.finish() == whole)
        }
    }

    @Test func `a beginning that never becomes a placeholder is not held back for long`() {
        let (_, placeholders) = redacted("a@x.de")
        var restorer = placeholders.restorer
        #expect(restorer.read("a < ") == "a ")
        #expect(restorer.read("b") == "< b")
        #expect(restorer.read("<EMAIL_" + String(repeating: "1", count: 9)).count > 1)
    }

    /// Pieces that placeholders, values and what surrounds them are made of.
    private static let pieces = [
        "<", ">", "[", "]", "EMAIL", "email", "_1", "_", "1", "2", " ", "-", "\\", "&lt;", "&gt;", "a@x.de",
        "@",
        ".", "x", "4111111111111111", "4111 1111 1111 1111", "+49 170 1234567", "DE89370400440532013000",
        "203.0.113.7", "2001:db8::1", "::", ":", "/", "IP", "KEY", "CARD", "IBAN", "PHONE", "<EMAIL_1>",
        "password: hunter22", "sk-proj-abcdefgh1234", "\u{65E5}", "\u{E9}", "e\u{301}", "\n", "{", "}", "#",
        "(",
        ")", "'", "\"", "0170 1234567", "Tel. ", "-----BEGIN PRIVATE KEY-----", "-----END x-----", "\u{FF1C}",
        "%",
    ]

    @Test func `what was redacted comes back as it was, whatever it was`() {
        var lottery = Lottery(11)
        for _ in 0..<4_000 {
            let text = (0..<Int.random(in: 1...14, using: &lottery)).map { _ in lottery.pick(Self.pieces) }
                .joined()
            let (sent, placeholders) = redacted(text)
            #expect(placeholders.restored(sent) == text)
        }
    }
}
