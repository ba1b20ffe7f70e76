import LanguageModel
import Testing

struct PersonalDataTests {
    private func found(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return PersonalData.found(in: text).map {
            "\($0.kind): \(String(String.UnicodeScalarView(scalars[$0.range])))"
        }
    }

    /// What a provider would still get of `value`: most of it, as one piece.
    private func leaks(_ value: String, of text: String) -> Bool {
        var placeholders = Placeholders(for: [text])
        let sent = placeholders.redact(text)
        let pieces = value.split(separator: " ").filter { $0.contains(where: \.isNumber) }
        let core = pieces.max { $0.count < $1.count } ?? ""
        return sent.contains(value) || (core.count > 4 && sent.contains(core))
    }

    @Test(arguments: PersonalData.Kind.allCases)
    func `of four hundred values in sentences of many languages nearly none leaves`(
        _ kind: PersonalData.Kind
    ) {
        var lottery = Lottery(7)
        var missed: [String] = []
        let count = 400
        for index in 0..<count {
            let value = Sample.value(kind, &lottery)
            let sentence = Sample.sentences[index % Sample.sentences.count]
            if leaks(value, of: sentence.replacing("{}", with: value)) {
                missed.append("\(sentence) \(value)")
            }
        }
        let recall = Double(count - missed.count) / Double(count)
        print("personal data, \(kind.rawValue): \(count - missed.count) of \(count) found; missed \(missed)")
        // Random characters sometimes look like words.
        #expect(recall >= (kind == .key ? 0.98 : 0.995))
    }

    @Test(arguments: [
        "My order 100045678 has not come", "Order #0170123456", "invoice INV-2026-0012345",
        "since version 4.12.1", "version 10.0.19.3", "v1.2.3.4", "on 27.11.2026 at 10:30",
        "2026-11-27T15:30:00Z",
        "between 01.02.2026 10:30 and 02.02.2026 11:00", "01.02.26 09.15", "It costs 1.299,00 EUR",
        "12,500.00 USD for 250 seats", "from 9:00 to 17:30", "550e8400-e29b-41d4-a716-446655440000",
        "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "md5 d41d8cd98f00b204e9800998ecf8427e",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "listen on 0.0.0.0:8080",
        "127.0.0.1 and ::1 work", "mask 255.255.255.0", "00:1A:2B:3C:4D:5E", "std::vector<int> and a::b",
        "ISBN 978-3-16-148410-0", "1Z999AA10123456784", "parcel 00340434161094042557",
        "error 0x80070005", "HTTP 404 and 503", "npm install @scope/pkg@1.2.3", "git@github.com:foo/bar.git",
        "@anna wrote", "a@b", "user@localhost", "50 % of 1 000 000", "3.14159265358979", "row 12345678901234",
        "the password is wrong", "my token expired yesterday", "API key: where do I find it?",
        "MyLongClassNameForTesting2Things", "how-to-2024-guide-with-3-steps-and-5-things",
        "docs/en/how-to/install-on-debian-12/index.html", "https://example.com/a/b/c?page=2&sort=asc",
        "Datenschutzgrundverordnung und Rechtsschutzversicherungsgesellschaften", "ticket 2026/11/27/004",
        "10 x 20 x 30 cm", "1-2-3", "2024-2026", "16:9", "1/2", "IPv4 and IPv6", "C-3PO", "DE12 is a road",
        "script/run --port 8080 --host 0.0.0.0", "BATON_MODEL_KEY", "rule 12.3.4", "temperatures: -10 to +35",
        "+1 vote", "+5 EUR", "chapter 3.2.1.4.5", "12:34:56.789", "4.2.2026", "10/12/2026 12/12/2026",
    ])
    func `what only looks like a number of somebody stays`(_ text: String) {
        #expect(found(text) == [])
    }

    @Test(arguments: [
        ("anna@example.com, bob@example.org", ["email: anna@example.com", "email: bob@example.org"]),
        ("Write to anna@example.com.", ["email: anna@example.com"]),
        ("anna (at) example (dot) com", ["email: anna (at) example (dot) com"]),
        ("mailto:anna@example.com?subject=x", ["email: anna@example.com"]),
        ("https://anna:geheim@shop.example/x", ["key: anna:geheim"]),
        ("Tel.:0170 1234567", ["phone: 0170 1234567"]),
        ("tel:+491701234567", ["phone: +491701234567"]),
        ("电话13812345678请", ["phone: 13812345678"]),
        ("call me at 555 1234", ["phone: 555 1234"]),
        ("4111 1111 1111 1111 12/27", ["card: 4111 1111 1111 1111"]),
        ("Visa,4111111111111111,123", ["card: 4111111111111111"]),
        (
            "\u{0664}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}"
                + "\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}",
            [
                "card: \u{0664}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}"
                    + "\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}\u{0661}"
            ]
        ),
        ("DE89 3704 0044 0532 0130 00 bitte", ["iban: DE89 3704 0044 0532 0130 00"]),
        ("GB00 WEST 1234 5698 7654 32", []),
        ("http://203.0.113.7:8080/x", ["ip: 203.0.113.7"]),
        ("[2001:db8::1]:443", ["ip: 2001:db8::1"]),
        ("mein Passwort ist hunter2.", ["key: hunter2"]),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end",
            ["key: -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"]
        ),
    ])
    func `values are found whole, and nothing beside them`(_ text: String, _ expected: [String]) {
        #expect(found(text) == expected)
    }
}
