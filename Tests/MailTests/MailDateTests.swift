import Conversations
import Testing

@testable import Mail

@Suite struct MailDateTests {
    @Test(arguments: [
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
        (1_795_343_999, "Sun, 22 Nov 2026 10:39:59 +0000"),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 +0000"),
    ])
    func `a moment is written as mail writes it`(_ second: Int, _ written: String) {
        #expect(MailDate(Timestamp(milliseconds: Int64(second) * 1000)).header == written)
    }
}
