import LanguageModel
import Testing

struct ServerSentEventsTests {
    private func items(_ text: String) throws -> [ServerSentEvents.Item] {
        var events = ServerSentEvents()
        return try text.utf8.compactMap { try events.receive($0) } + events.finish()
    }

    private func event(_ data: String, name: String? = nil) -> ServerSentEvents.Item {
        .event(name: name, data: Array(data.utf8))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `lines end in three ways`(_ end: String) throws {
        let text = ["event: a", "data: 1", "data: 2", "", "data: 3", "", ""].joined(separator: end)
        #expect(try items(text) == [event("1\n2", name: "a"), event("3")])
    }

    @Test func `one space after the colon belongs to the field, a second to the value`() throws {
        #expect(
            try items("data:1\n\ndata: 2\n\ndata:  3\n\ndata\n\n") == ["1", "2", " 3", ""].map { event($0) })
    }

    @Test func `comments, ids and the time to retry are no events`() throws {
        #expect(try items(":\n\n: ping\n\nid: 7\nretry: 10\n\nevent: x\n\ndata: 1\n\n") == [event("1")])
    }

    @Test func `the mark of byte order is dropped at the beginning and nowhere else`() throws {
        #expect(try items("\u{FEFF}data: 1\n\n") == [event("1")])
        let later = try items("data: 1\n\n\u{FEFF}data: 2\n\n")
        #expect(later == [event("1"), .stray(Array("\u{FEFF}data: 2".utf8))])
    }

    @Test func `lines that the standard does not know come whole`() throws {
        #expect(
            try items("error: {\"a\":1}\n\n{\"b\":2}\n")
                == [.stray(Array("error: {\"a\":1}".utf8)), .stray(Array("{\"b\":2}".utf8))])
    }

    @Test func `an end without its empty line still counts`() throws {
        #expect(try items("data: 1") == [event("1")])
        #expect(try items("data: 1\n") == [event("1")])
        #expect(try items("data: 1\n\n") == [event("1")])
    }

    @Test func `a line may be as long as allowed and no longer`() throws {
        let longest = "data:" + String(repeating: "x", count: ServerSentEvents.eventBytesMax - 5)
        #expect(try items(longest).count == 1)
        #expect(throws: ServerSentEvents.TooLong.self) { try items(longest + "x") }
    }
}
