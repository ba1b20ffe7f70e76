import Conversations
import Identity
import Synchronization
import Testing

@Suite struct ConversationLinksTests {
    /// A clock that stands still until it is moved.
    private final class StoppedClock: WallClock {
        private let milliseconds = Mutex<Int64>(1_795_339_200_000)

        func now() -> Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }
        func sleep(milliseconds: Int) async throws {}
        func advance(seconds: Int) { milliseconds.withLock { $0 += Int64(seconds) * 1000 } }
    }

    private static let daySeconds = 24 * 3600
    private let clock = StoppedClock()
    private let conversation: ConversationID
    private let visitor: VisitorID
    private let links: ConversationLinks

    init() throws {
        links = ConversationLinks(key: "installation secret", clock: clock)
        conversation = try #require(ConversationID("c-0b87f3e2"))
        visitor = try #require(VisitorID("visitor-1"))
    }

    @Test func `a link opens its conversation for its visitor`() {
        let opened = links.open(links.token(for: conversation, of: visitor))
        #expect(opened?.conversation == conversation)
        #expect(opened?.visitor == visitor)
    }

    @Test func `a link holds for thirty days and not a second longer`() {
        let token = links.token(for: conversation, of: visitor)
        clock.advance(seconds: 30 * Self.daySeconds - 1)
        #expect(links.open(token) != nil)
        clock.advance(seconds: 1)
        #expect(links.open(token) == nil)
    }

    @Test func `a link of another installation is not taken`() {
        let token = links.token(for: conversation, of: visitor)
        #expect(ConversationLinks(key: "another secret", clock: clock).open(token) == nil)
        #expect(ConversationLinks(key: "", clock: clock).open(token) == nil)
    }

    @Test func `a visitor's own token is no link, though the same secret signed it`() {
        let token = VisitorTokens(key: "installation secret").token(for: visitor)
        #expect(links.open(token) == nil)
    }

    @Test func `a link with any character changed is not taken`() {
        let token = Array(links.token(for: conversation, of: visitor))
        for place in token.indices {
            var forged = token
            forged[place] = forged[place] == "A" ? "B" : "A"
            #expect(links.open(String(forged)) == nil, "place \(place)")
        }
    }

    @Test(arguments: [
        "", ".", "....", "l1", "l1....", "l1.c-0b87f3e2.visitor-1.9999999999999.",
        "l1.c-0b87f3e2.visitor-1.9999999999999.AAAA", "l2.c-0b87f3e2.visitor-1.9999999999999.AAAA",
        "\u{0}", "l1.c-0b87f3e2.visitor-1.💥.AAAA", String(repeating: "l1.", count: 10_000),
    ])
    func `what is no link is not taken`(_ text: String) {
        #expect(links.open(text) == nil)
    }

    @Test func `a link cut short or with something added is not taken`() {
        let token = links.token(for: conversation, of: visitor)
        #expect(links.open(String(token.dropLast())) == nil)
        #expect(links.open(token + "A") == nil)
        #expect(links.open(token + "=") == nil)
        #expect(links.open(" " + token) == nil)
    }
}
