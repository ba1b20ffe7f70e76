import Conversations
import Storage
import Testing

@Suite struct JournalTests {
    @Test(arguments: Backend.allCases)
    func `a first message opens a conversation and is read back as it was written`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let page = PageContext(
                url: "https://shop.example/cart?ü=1", title: "Warenkorb 🛒", area: "cart",
                attributes: ["plan": "pro"])
            let receipt = try await desk.send("message-1", "Wo ist\nmein \"Paket\"? \u{1}🙂", page: page)
            #expect(receipt == Receipt(seq: 2, at: desk.clock.now(), isRepeat: false))

            let events = try await desk.events()
            #expect(
                events.map(\.event.body) == [
                    .started(visitor: desk.visitor), .visitorSent(message: try id("message-1")),
                ])
            #expect(
                events[1].message
                    == (try desk.message("message-1", "Wo ist\nmein \"Paket\"? \u{1}🙂", page: page)))
            #expect(events[0].message == nil)
            #expect(events.map(\.event.actor) == [.visitor(desk.visitor), .visitor(desk.visitor)])
            #expect(events[0].event.position < events[1].event.position)
            let state = try await desk.existing()
            #expect(state.seq == 2 && state.needsAnswer && state.visitor == desk.visitor)
        }
    }

    @Test(arguments: Backend.allCases)
    func `an empty text is not turned into nothing`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1", "")
            #expect(try await desk.events().last?.message?.text == "")
        }
    }

    @Test(arguments: Backend.allCases)
    func `of two changes from the same state the second meets a conflict and stores nothing`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1")
            let first = try await desk.change("message-2", "one")
            let second = try await desk.change("message-3", "two")
            _ = try await store.append(first)
            await #expect(throws: JournalError.conflict) { try await store.append(second) }
            #expect(try await desk.events().count == 3)
            #expect(try await store.receipt(for: try id("message-3"), in: desk.conversation) == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `of two who open the same conversation the second meets a conflict`(_ backend: Backend) async throws
    {
        try await backend.withStore { store in
            let mine = try Desk(store)
            let theirs = try Desk(store, visitor: "visitor-2")
            let change = try await theirs.change("message-2", "mine!")
            try await mine.send("message-1")
            await #expect(throws: JournalError.conflict) { try await store.append(change) }
            #expect(try await mine.existing().visitor == mine.visitor)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a repeated send gets the first receipt and adds nothing`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let stale = try await desk.change("message-1", "hello")
            let first = try await store.append(stale)
            desk.clock.advance(seconds: 90)
            let again = try await desk.send("message-1", "hello")
            #expect(again == Receipt(seq: first.seq, at: first.at, isRepeat: true))
            #expect(try await store.append(stale).isRepeat)
            #expect(try await desk.events().count == 2)
            #expect(try await store.receipt(for: try id("message-1"), in: desk.conversation) == again)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a repeat is recognised after much else has happened`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let first = try await desk.send("message-1", "hello")
            try await desk.requestPerson("request-1")
            try await desk.accept("accept-01")
            try await desk.resolve("resolve-1")
            #expect(try await desk.send("message-1", "hello").seq == first.seq)
            #expect(try await desk.existing().status == .resolved)
        }
    }

    @Test(arguments: Backend.allCases)
    func `an id with another content is refused`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1", "hello")
            await #expect(throws: JournalError.idReused) {
                try await desk.send("message-1", "something else")
            }
            await #expect(throws: JournalError.idReused) { try await desk.requestPerson("message-1") }
            await #expect(throws: JournalError.idReused) {
                try await desk.leaveContact("message-1", "ada@example.com")
            }
            #expect(try await desk.events().count == 2)
        }
    }

    @Test(arguments: Backend.allCases)
    func `a rating of another value under the same id is refused`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1")
            try await desk.requestPerson("request-1")
            try await desk.accept("accept-01")
            try await desk.resolve("resolve-1")
            let state = try await desk.existing()
            let client: ClientID = try id("rating-01")
            let first = try await store.append(try state.rate(5, client: client, at: desk.clock.now()))
            let rated = try await desk.existing()
            #expect(
                try await store.append(try rated.rate(5, client: client, at: desk.clock.now())).seq
                    == first.seq)
            await #expect(throws: JournalError.idReused) {
                try await store.append(try rated.rate(1, client: client, at: desk.clock.now()))
            }
        }
    }

    @Test(arguments: Backend.allCases)
    func `a visitor cannot take the id of an answer for a message`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1")
            try await desk.startAnswer("answer-01")
            try await desk.finishAnswer("answer-01", "It is on its way.")
            await #expect(throws: JournalError.idReused) {
                try await desk.send("answer-01", "It is on its way.")
            }
            #expect(try await desk.existing().seq == 5)
        }
    }

    @Test(arguments: Backend.allCases)
    func `the same message id in two conversations is two messages`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let one = try Desk(store)
            let two = try Desk(store, conversation: "conversation-2")
            #expect(try await one.send("message-1", "first").isRepeat == false)
            #expect(try await two.send("message-1", "second").isRepeat == false)
            #expect(try await two.events().last?.message?.text == "second")
        }
    }

    @Test(arguments: Backend.allCases)
    func `a stranger who repeats somebody's send learns nothing`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let mine = try Desk(store)
            let stranger = try Desk(store, visitor: "visitor-2")
            let change = try await stranger.change("message-1", "hello")
            try await mine.send("message-1", "hello")
            await #expect(throws: JournalError.conflict) { try await store.append(change) }
        }
    }

    @Test(arguments: Backend.allCases)
    func `a closed store says so`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            let change = try await desk.change("message-1", "hello")
            await store.close()
            await #expect(throws: JournalError.unavailable(.closed)) { try await store.append(change) }
            await #expect(throws: JournalError.unavailable(.closed)) {
                try await store.conversation(desk.conversation, in: .system(reason: "test"))
            }
            await store.close()
        }
    }
}
