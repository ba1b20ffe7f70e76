import Conversations
import Testing

struct MessageTests {
    @Test func `control characters go, line breaks stay`() throws {
        #expect(try Message.checked(" one\u{0}\u{7}\u{1B}[31m\ntwo\t ") == "one[31m\ntwo")
    }

    @Test(arguments: ["", "   ", "\n\n", "\u{0}\u{1}"])
    func `nothing but emptiness is refused`(_ text: String) {
        #expect(throws: Refusal.textEmpty) { try Message.checked(text) }
    }

    @Test func `the limit counts characters, not bytes`() throws {
        let longest = String(repeating: "é", count: Message.textCharactersMax)
        #expect(try Message.checked(longest).count == Message.textCharactersMax)
        #expect(throws: Refusal.textTooLong(charactersMax: Message.textCharactersMax)) {
            try Message.checked(longest + "x")
        }
    }

    @Test func `a page is cut to its limits rather than refused`() {
        let attributes = Dictionary(uniqueKeysWithValues: (0..<50).map { ("key\($0)", "value") })
        let page = PageContext(
            url: String(repeating: "u", count: 5000), title: String(repeating: "t", count: 5000),
            attributes: attributes)
        #expect(page.url.count == PageContext.urlCharactersMax)
        #expect(page.title.count == PageContext.titleCharactersMax)
        #expect(page.attributes.count == PageContext.attributesMax)
    }

    @Test(arguments: [
        "short", "", "with space here", "sl/ash-0000", "ümlaut-0000", String(repeating: "a", count: 65),
    ])
    func `what is no identifier is refused`(_ text: String) {
        #expect(MessageID(text) == nil)
    }
}
