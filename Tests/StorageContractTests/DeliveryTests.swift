import Conversations
import Storage
import Testing

@Suite struct DeliveryTests {
    /// 1 started, 2 sent, 3 answer started, 4 decided (team), 5 answered, 6 sent, 7 answer started,
    /// 8 decided (team), 9 answered.
    private func twoAnswers(_ store: Store) async throws -> Desk {
        let desk = try Desk(store)
        for round in 1...2 {
            try await desk.send("message-\(round)")
            try await desk.startAnswer("answer-0\(round)")
            try await desk.finishAnswer("answer-0\(round)", "Answer \(round)")
        }
        return desk
    }

    @Test(arguments: Backend.allCases)
    func `the team's chain has every event`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try await twoAnswers(store)
            let events = try await desk.events(in: .agent(desk.agent))
            #expect(events.map(\.event.seq) == Array(1...9))
            #expect(events.map(\.prev) == Array(0...8))
        }
    }

    @Test(arguments: Backend.allCases)
    func `the visitor's chain leaves out what is the team's`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try await twoAnswers(store)
            let events = try await desk.events(in: .visitor(desk.visitor))
            #expect(events.map(\.event.seq) == [1, 2, 3, 5, 6, 7, 9])
            #expect(events.map(\.prev) == [0, 1, 2, 3, 5, 6, 7])
        }
    }

    @Test(arguments: Backend.allCases, [1, 2, 3])
    func `the chain holds across pages of any size`(_ backend: Backend, limit: Int) async throws {
        try await backend.withStore { store in
            let desk = try await twoAnswers(store)
            let whole = try await desk.events(in: .visitor(desk.visitor))
            var pages: [DeliveredEvent] = []
            while true {
                let page = try await desk.events(
                    after: pages.last?.event.seq ?? 0, limit: limit, in: .visitor(desk.visitor))
                if page.isEmpty { break }
                pages += page
            }
            #expect(pages == whole)
        }
    }

    @Test(arguments: Backend.allCases)
    func `reading on from an event that the visitor may not see points before it`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let desk = try await twoAnswers(store)
            let events = try await desk.events(after: 4, limit: 1, in: .visitor(desk.visitor))
            #expect(events.map(\.event.seq) == [5])
            #expect(events.map(\.prev) == [3])
        }
    }

    @Test(arguments: Backend.allCases)
    func `an unknown and a foreign conversation look the same to a visitor`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try await twoAnswers(store)
            let stranger = Scope.visitor(try id("visitor-2"))
            #expect(try await desk.events(in: stranger).isEmpty)
            #expect(try await store.conversation(desk.conversation, in: stranger) == nil)
            let unknown: ConversationID = try id("conversation-9")
            #expect(try await store.events(of: unknown, after: 0, limit: 9, in: stranger).isEmpty)
            #expect(try await store.conversation(unknown, in: stranger) == nil)
            #expect(try await store.conversation(desk.conversation, in: .visitor(desk.visitor)) != nil)
            #expect(try await store.conversation(desk.conversation, in: .agent(desk.agent)) != nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `limits below one and ends of the log give nothing`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try await twoAnswers(store)
            #expect(try await desk.events(limit: 0).isEmpty)
            #expect(try await desk.events(limit: -1).isEmpty)
            #expect(try await desk.events(after: 9).isEmpty)
            #expect(try await desk.events(after: Int.max).isEmpty)
            #expect(try await desk.events(after: -5).count == 9)
        }
    }

    @Test(arguments: Backend.allCases)
    func `an interrupted answer comes with what was shown and a left address with the address`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1")
            try await desk.startAnswer("answer-01")
            try await desk.interruptAnswer("answer-01", shown: "You can")
            try await desk.requestPerson("request-1")
            try await desk.leaveContact("contact-1", "ada@example.com")
            let texts = try await desk.events().compactMap(\.message)
            #expect(texts.map(\.kind) == [.message, .prefix, .contact])
            #expect(texts.map(\.text) == ["Where is my order?", "You can", "ada@example.com"])
        }
    }

    @Test func `events of a later release are kept byte for byte`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let desk = try Desk(store)
            try await desk.send("message-1")
            let json = #"{ "z":1,  "a":[1.50,"\u00fc"],"text":null }"#
            let other = try folder.connection()
            for (seq, type, version) in [(3, "teleported", 1), (4, "visitor_sent", 2)] {
                try other.execute(
                    """
                    INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
                    VALUES (1, $1, $2, $3, $4, 5, 'system', 1, $5)
                    """,
                    [
                        .text(desk.conversation.value), .int(Int64(seq)), .text(type), .int(Int64(version)),
                        .text(json),
                    ])
            }
            let bodies = try await desk.events().suffix(2).map(\.event.body)
            #expect(
                bodies == [
                    .unknown(type: "teleported", version: 1, json: json),
                    .unknown(type: "visitor_sent", version: 2, json: json),
                ])
            await store.close()
        }
    }
}
