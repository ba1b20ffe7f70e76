import Answering
import Conversations
import Handoff
import Storage
import Testing

@Suite struct InboxTests {
    @Test(arguments: Backend.allCases)
    func `a row shows the last words, the visitor's page and the address`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let page = PageContext(url: "https://shop.example/a", title: "A")
            try await desk.send("message-1", String(repeating: "ß🙂", count: 150), page: page)
            try await desk.requestPerson("request-1")
            let asked = try #require(try await store.row(desk.conversation))
            #expect(asked.lastText == String(repeating: "ß🙂", count: 100))
            #expect(asked.lastAuthor == .visitor(desk.visitor))
            #expect(asked.page == page)
            #expect(asked.contact == nil)

            try await desk.leaveContact("contact-1", "ada@example.com")
            try await desk.leaveContact("contact-2", "ada@example.org")
            try await desk.accept("accept-01")
            try await desk.reply("reply-001", "Hello Ada")
            let replied = try #require(try await store.row(desk.conversation))
            #expect(replied.lastText == "Hello Ada")
            #expect(replied.lastAuthor == .agent(desk.agent))
            #expect(replied.page == page)
            #expect(replied.contact == "ada@example.org")
            #expect(try await store.row(try id("conversation-9")) == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `the lists hold what belongs in them in their order`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for number in 1...6 {
                let desk = try Desk(store, conversation: "conversation-\(number)")
                desk.clock.advance(seconds: number)
                try await desk.send("message-1")
                if number > 1 { try await desk.requestPerson("request-1") }
                if number > 3 { try await desk.accept("accept-01") }
                if number > 5 { try await desk.resolve("resolve-1") }
            }
            func ids(_ list: InboxList) async throws -> [String] {
                try await store.page(list, after: nil, limit: 200).rows.map {
                    "\($0.conversation.id.value.suffix(1))"
                }
            }
            #expect(try await ids(.waiting) == ["2", "3"])
            #expect(try await ids(.mine(try id("agent-ada"))) == ["5", "4"])
            #expect(try await ids(.mine(try id("agent-bob"))) == [])
            #expect(try await ids(.all) == ["6", "5", "4", "3", "2", "1"])
            #expect(try await ids(.resolved) == ["6"])
            #expect(try await store.page(.all, after: nil, limit: 2).rows.count == 2)
            #expect(try await store.page(.all, after: nil, limit: 0).rows.isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `an address is offered to those who wait long enough and once`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let early = try Desk(store, conversation: "conversation-1")
            let late = try Desk(store, conversation: "conversation-2")
            late.clock.advance(seconds: 60)
            for desk in [late, early] {
                try await desk.send("message-1")
                try await desk.requestPerson("request-1")
            }
            let start = early.clock.now()
            #expect(try await store.waiting(since: start.advanced(bySeconds: -1), limit: 9) == [])
            #expect(try await store.waiting(since: start, limit: 9) == [early.conversation])
            let minute = start.advanced(bySeconds: 60)
            #expect(
                try await store.waiting(since: minute, limit: 9) == [early.conversation, late.conversation])
            #expect(try await store.waiting(since: minute, limit: 1) == [early.conversation])
            let offer = try #require(try await early.existing().offerContact(at: minute))
            _ = try await store.append(offer)
            #expect(try await store.waiting(since: minute, limit: 9) == [late.conversation])
        }
    }

    @Test(arguments: Backend.allCases)
    func `unanswered conversations come in the order of their last questions`(_ backend: Backend) async throws
    {
        try await backend.withStore { store in
            let desks = try (1...4).map { try Desk(store, conversation: "conversation-\($0)") }
            for number in [2, 0, 1, 3] { try await desks[number].send("message-1") }
            try await desks[2].startAnswer("answer-01")
            try await desks[3].requestPerson("request-1")
            try await desks[0].send("message-2")
            let expected = [desks[2], desks[1], desks[0]].map(\.conversation)
            #expect(try await store.unanswered(limit: 9) == expected)
            #expect(try await store.unanswered(limit: 1) == [desks[2].conversation])
            try await desks[2].finishAnswer("answer-01", "Here.")
            #expect(try await store.unanswered(limit: 9) == Array(expected.dropFirst()))
        }
    }
}
