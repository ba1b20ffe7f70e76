import Conversations
import Handoff
import Identity
import Storage
import Testing

@Suite struct InboxPagingTests {
    private func conversations(_ count: Int, in store: Store, waiting: Bool = false) async throws -> [Desk] {
        var desks: [Desk] = []
        for number in 100..<(100 + count) {
            let desk = try Desk(store, conversation: "conversation-\(number)")
            // Several at one moment, so that the ids decide.
            desk.clock.advance(seconds: number / 3)
            try await desk.send("message-1")
            if waiting { try await desk.requestPerson("request-1") }
            desks.append(desk)
        }
        return desks
    }

    private func all(
        _ list: InboxList, in store: Store, limit: Int,
        between: () async throws -> Void = {}
    ) async throws -> [String] {
        var (ids, after): ([String], InboxCursor?) = ([], nil)
        repeat {
            let page = try await store.page(list, after: after, limit: limit)
            ids += page.rows.map(\.conversation.id.value)
            // What a client sends back is the text.
            after = page.after.flatMap { InboxCursor($0.text) }
            try await between()
        } while after != nil
        return ids
    }

    @Test(arguments: Backend.allCases)
    func `pages follow one another without gaps and repeats, whatever their size`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            _ = try await conversations(10, in: store, waiting: true)
            for list in [InboxList.all, .waiting] {
                let whole = try await store.page(list, after: nil, limit: 200).rows.map(
                    \.conversation.id.value)
                #expect(whole.count == 10)
                for limit in [1, 2, 3, 5, 9, 10, 11] {
                    #expect(try await all(list, in: store, limit: limit) == whole, "\(list), \(limit)")
                }
            }
            #expect(try await store.page(.all, after: nil, limit: 10).after == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `rows that move while somebody pages are neither repeated nor do they shift the others`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let desks = try await conversations(9, in: store)
            var moved = 0
            let ids = try await all(.all, in: store, limit: 3) {
                // The oldest that is left moves to the top, and something new begins.
                desks[moved].clock.advance(seconds: 10_000 + moved)
                try await desks[moved].send("message-2")
                moved += 1
            }
            #expect(Set(ids).count == ids.count)
            let resting = desks.dropFirst(moved).map(\.conversation.value)
            #expect(Set(resting).isSubset(of: ids))
        }
    }

    @Test(arguments: Backend.allCases)
    func `what waits and what is mine is counted`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desks = try await conversations(5, in: store, waiting: true)
            for desk in desks.prefix(2) { try await desk.accept("accept-01") }
            #expect(try await store.counts(of: desks[0].agent) == InboxCounts(waiting: 3, mine: 2))
            #expect(try await store.counts(of: try id("agent-bob")) == InboxCounts(waiting: 3, mine: 0))
        }
    }

    @Test(arguments: ["", ".", "1.", ".conversation-1", "1.short", "x.conversation-1", "1.conversation-1.2"])
    func `what is no cursor is not taken for one`(_ text: String) { #expect(InboxCursor(text) == nil) }

    @Test(arguments: Backend.allCases)
    func `a page change moves the row's page and not the row, a note moves the row and not its last words`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1", "Hello")
            let before = try #require(try await store.row(desk.conversation))
            desk.clock.advance(seconds: 10)
            let page = PageContext(url: "https://shop.example/cart", title: "Cart")
            try await desk.move("page-0001", to: page)
            let moved = try #require(try await store.row(desk.conversation))
            #expect(moved.page == page && moved.conversation.updatedAt == before.conversation.updatedAt)
            #expect(moved.conversation.seq == before.conversation.seq + 1)
            try await desk.move("page-0002", to: page)
            #expect(try await desk.existing().seq == moved.conversation.seq)
            try await desk.note("note-0001", "Ask the stock room.")
            let noted = try #require(try await store.row(desk.conversation))
            #expect(noted.lastText == "Hello" && noted.conversation.updatedAt > before.conversation.updatedAt)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a row carries the visitor's name, and a visitor's rows are that visitor's`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let ada = try Desk(store, conversation: "conversation-1", visitor: "visitor-ada")
            let later = try Desk(store, conversation: "conversation-2", visitor: "visitor-ada")
            let bob = try Desk(store, conversation: "conversation-3", visitor: "visitor-bob")
            later.clock.advance(seconds: 9)
            for desk in [ada, later, bob] { try await desk.send("message-1") }
            let profile = VisitorProfile(name: "Ada", email: "ada@example.com", isVerified: true)
            try await store.take(profile, of: ada.visitor, at: ada.clock.now())
            try await store.take(
                VisitorProfile(name: "Eve", email: nil), of: ada.visitor, at: ada.clock.now())
            #expect(try await store.profile(of: ada.visitor) == profile)
            #expect(try await store.profile(of: bob.visitor) == nil)
            let rows = try await store.rows(of: ada.visitor, limit: 9)
            #expect(rows.map(\.conversation.id) == [later.conversation, ada.conversation])
            #expect(rows.allSatisfy { $0.visitorName == "Ada" && $0.isVerified })
            #expect(try await store.row(bob.conversation)?.visitorName == nil)
            #expect(try await store.rows(of: ada.visitor, limit: 1).count == 1)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a search takes its text at its word`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let texts = [
                "50% off", "50 euros off", "snake_case", "snakeXcase", #"a\b"#, "it's \"quoted\"", "Größe",
                "'; DROP TABLE conversation; --",
            ]
            for (number, text) in texts.enumerated() {
                let desk = try Desk(
                    store, conversation: "conversation-\(number)", visitor: "visitor-\(number)")
                desk.clock.advance(seconds: number)
                try await desk.send("message-1", text)
            }
            func found(_ text: String) async throws -> [String] {
                try await store.search(text, limit: 20).map { $0.lastText ?? "" }
            }
            #expect(try await found("50%") == ["50% off"])
            #expect(try await found("off") == ["50 euros off", "50% off"])
            #expect(try await found("SNAKE_CASE") == ["snake_case"])
            #expect(try await found(#"\"#) == [#"a\b"#])
            #expect(try await found(#"it's "quoted""#) == ["it's \"quoted\""])
            #expect(try await found("röße") == ["Größe"])
            #expect(try await found("'; DROP TABLE") == [texts[7]])
            #expect(try await found("%").count == 1)
            #expect(try await found("_").count == 1)
            #expect(try await found(" ") == [])
            #expect(try await found(String(repeating: "%", count: 1000)) == [])
            #expect(try await found(String(repeating: "off ", count: 250)) == [])
            #expect(try await store.search("off", limit: 1).count == 1)
            try await store.take(
                VisitorProfile(name: "Grace", email: "grace@example.com"), of: try id("visitor-2"),
                at: Timestamp(milliseconds: 1))
            #expect(try await found("grace") == ["snake_case"])
            #expect(try await found("GRACE@example") == ["snake_case"])
        }
    }

    @Test(arguments: Backend.allCases)
    func `waits are those that ended with a person who accepted from the queue`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            for number in 1...3 {
                let desk = try Desk(store, conversation: "conversation-\(number)")
                try await desk.send("message-1")
                try await desk.requestPerson("request-1")
                desk.clock.advance(seconds: number * 10)
                try await desk.accept("accept-01")
                // A colleague takes over: nobody waited for that.
                desk.clock.advance(seconds: 500)
                try await desk.accept("accept-02", by: try id("agent-bob"))
            }
            // Taken over from the Assistant.
            let taken = try Desk(store, conversation: "conversation-4")
            try await taken.send("message-1")
            try await taken.accept("accept-01")
            let start = Timestamp(milliseconds: 0)
            #expect(try await store.waits(since: start, limit: 20).sorted() == [10, 20, 30])
            let late = taken.clock.now().advanced(bySeconds: 100_000)
            #expect(try await store.waits(since: late, limit: 20) == [])
        }
    }
}
