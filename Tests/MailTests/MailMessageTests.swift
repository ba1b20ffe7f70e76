import Conversations
import Foundation
import Testing

@testable import Mail

@Suite struct MailMessageTests {
    private static func message(
        from: String = "Shop <support@shop.test>", to: String = "grace@home.test",
        subject: String = "Hello", plain: String = "Hi", html: String = "<p>Hi</p>", earlier: [String] = []
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress(from)), to: try #require(MailAddress(to)), subject: subject,
            date: Timestamp(milliseconds: 1_795_343_999_000), id: "c-0b87f3e2.12@shop.test",
            earlier: earlier, plain: plain, html: html)
    }

    private static func headers(_ message: MailMessage) -> [String] {
        let head = message.text.components(separatedBy: "\r\n\r\n")[0]
        return head.replacingOccurrences(of: "\r\n ", with: " ").components(separatedBy: "\r\n")
    }

    @Test func `every line ends with CR LF and none is longer than a server takes`() throws {
        let long = String(repeating: "ä long wörd ", count: 400) + "\nand\n.a dot\n\n"
        let text = try Self.message(subject: long, plain: long, html: long).text
        for line in text.components(separatedBy: "\r\n") {
            #expect(!line.contains("\n") && !line.contains("\r"))
            #expect(line.utf8.count <= 78, "\(line)")
        }
        #expect(text.utf8.allSatisfy { $0 < 0x7F })
    }

    @Test(arguments: [
        "Hello\r\nBcc: eve@evil.test", "Hello\nBcc: eve@evil.test", "Hello\u{2028}Bcc: eve@evil.test",
        "Hello\u{0}\r\n\r\nBody", "\r\n.\r\nMAIL FROM:<x@y.test>",
    ])
    func `a line end in a subject or a name begins no header`(_ text: String) throws {
        let sender = try #require(MailAddress(name: text, address: "support@shop.test"))
        var message = try Self.message(subject: text)
        message.from = sender
        let names = Self.headers(message).map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
                "MIME-Version", "Content-Type",
            ])
    }

    @Test(arguments: [
        "Ünal Ödegård", "山田 太郎", "🦊🦊🦊", "A, B <c@d.test>", "=?utf-8?Q?trick?=", "\"quoted\" (x)",
    ])
    func `a name of any letters comes back as it was`(_ name: String) throws {
        let address = try #require(MailAddress(name: name, address: "support@shop.test"))
        #expect(address.header.hasSuffix(" <support@shop.test>"))
        let word = address.header.dropLast(" <support@shop.test>".count)
        let coded = try #require(word.wholeMatch(of: /=\?utf-8\?B\?(.*)\?=/))
        #expect(Data(base64Encoded: String(coded.1)).map { String(decoding: $0, as: UTF8.self) } == name)
    }

    @Test(arguments: [
        "", "ada", "ada@", "@b.test", "a@b@c.test", "a b@c.test", "a\r\n@b.test", "a@b.test\nBcc: x",
        "<a@b.test", "Shop <a@b.test> x", "a,b@c.test", "a@b.test,c@d.test",
    ])
    func `what is no address is not taken for one`(_ text: String) {
        #expect(MailAddress(name: "", address: text) == nil)
    }

    @Test(arguments: [
        ("support@shop.test", "", "support@shop.test"),
        ("Shop <support@shop.test>", "Shop", "support@shop.test"),
        ("\"Shop, Inc.\" <a@b.test>", "Shop, Inc.", "a@b.test"), ("<a@b.test>", "", "a@b.test"),
        ("Zoë <zoë@büro.test>", "Zoë", "zoë@büro.test"),
    ])
    func `a sender is written with or without a name`(
        _ text: String, _ name: String, _ address: String
    ) throws {
        let read = try #require(MailAddress(text))
        #expect(read.name == name && read.address == address)
    }

    @Test func `quoted-printable keeps each byte, blanks at line ends too`() {
        #expect(QuotedPrintable.encoded("a=b \nä\t") == "a=3Db=20\r\n=C3=A4=09")
        #expect(QuotedPrintable.encoded("x\r\ny") == "x\r\ny")
    }

    @Test func `what people wrote is text in the HTML part`() throws {
        let letter = ReplyLetter(
            conversation: try id("c-0b87f3e2"),
            replies: [.init(name: "<b>Ada</b>", text: "<script>alert(1)</script>\n\n<img src=x onerror=y>")],
            question: "\"><script>", link: "https://help.shop.test/conversation#a\"b",
            linkExpiresAt: Timestamp(milliseconds: 0), site: "<i>")
        let sender = try #require(MailAddress("Shop <support@shop.test>"))
        let html = letter.message(
            from: sender, to: sender, seqTo: 3, earlier: [], at: Timestamp(milliseconds: 0)
        ).html
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"))
        #expect(!html.contains("src=\"") && !html.contains("url("))
    }

    @Test func `a thread of many mails names its beginning and its end`() throws {
        let earlier = (1...40).map { "c-0b87f3e2.\($0)@shop.test" }
        let references = Self.headers(try Self.message(earlier: earlier)).first { $0.hasPrefix("References") }
        let ids = try #require(references).split(separator: " ").dropFirst()
        #expect(ids.count == 10 && ids.first?.contains(".1@") == true && ids.last?.contains(".40@") == true)
    }
}
