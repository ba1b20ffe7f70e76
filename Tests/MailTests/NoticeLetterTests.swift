import Conversations
import Mail
import Testing

@Suite struct NoticeLetterTests {
    private func letter(_ names: [String]) throws -> MailMessage {
        let items = names.map {
            NoticeLetter.Item(
                headline: "A gap opened", name: $0, detail: "3 questions.",
                link: "https://shop.test/console#gaps")
        }
        return NoticeLetter(items: items, site: "shop.test").message(
            from: try #require(MailAddress("Shop <support@shop.test>")),
            to: try #require(MailAddress("eve@shop.test")), id: "n-1",
            at: Timestamp(milliseconds: 1_795_343_999_000))
    }

    @Test func `one notice is its own subject, several are counted`() throws {
        let one = try letter(["refund cards"])
        #expect(one.subject == "A gap opened: refund cards" && one.id == "n-1@shop.test")
        #expect(one.plain.contains("https://shop.test/console#gaps") && one.plain.contains("gap_mail_to"))
        let two = try letter(["refund cards", "two\r\nBcc: eve@evil.test"])
        #expect(two.subject == "2 notices about gaps")
    }

    @Test func `what an editor called a gap is text and no markup`() throws {
        let message = try letter(["<img src=x onerror=alert(1)>\r\nBcc: eve@evil.test"])
        #expect(!message.html.contains("<img") && message.html.contains("&lt;img"))
        #expect(!message.subject.contains("\n") && !message.subject.contains("\r"))
    }
}
