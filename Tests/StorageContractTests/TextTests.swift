import Conversations
import Handoff
import Identity
import Knowledge
import Storage
import Testing

/// U+0000, which PostgreSQL keeps in no text, wherever somebody could bring it in.
@Suite struct TextTests {
    @Test(arguments: Backend.allCases)
    func `a text with it is stored without it, and a repeat is still a repeat`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let change = try await desk.change("message-1", "one\u{0}two")
            let first = try await store.append(change)
            #expect(!first.isRepeat)
            #expect(try await store.append(change) == Receipt(seq: first.seq, at: first.at, isRepeat: true))
            #expect(try await desk.events().last?.message?.text == "one\u{fffd}two")
        }
    }

    @Test(arguments: Backend.allCases)
    func `a page with it is read back as it was`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let page = PageContext(
                url: "https://shop.example/\u{0}", title: "\u{0}", area: "a\u{0}",
                attributes: ["\u{0}": "b\u{0}"])
            try await desk.send("message-1", "Hello", page: page)
            #expect(try await desk.events().last?.message?.page == page)
        }
    }

    @Test(arguments: Backend.allCases)
    func `who asks for something with it is told that there is nothing`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1", "Hello")
            #expect(try await store.search("Hel\u{0}lo", limit: 5).isEmpty)
            #expect(try await store.search("\u{0}", limit: 5).isEmpty)
            #expect(try await store.credentials(email: "ada\u{0}@example.com") == nil)
            #expect(try await store.session(tokenHash: "\u{0}") == nil)
            #expect(try await store.manifest("\u{0}") == nil)
        }
    }

    @Test func `a file with it is no article, and the message says where and what to do`() {
        let failure = #expect(throws: ArticleFileError.self) {
            try ArticleFile.parse(text: "---\nid: ab\ntitle: T\n---\nText\nmore\u{0}text", file: "a.md")
        }
        #expect(
            failure?.description
                == "a.md:6: the line holds the character U+0000, which is no text; save the file as UTF-8")
    }
}
