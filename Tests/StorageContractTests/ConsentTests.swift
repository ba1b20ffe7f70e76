import Conversations
import Identity
import Storage
import Testing

/// A visitor's last word on training, over all of their conversations.
@Suite struct ConsentTests {
    private func say(_ given: Bool, _ desk: Desk, _ client: String) async throws {
        desk.clock.advance(seconds: 1)
        let change = try await desk.existing().consent(
            toTraining: given, client: try id(client), at: desk.clock.now())
        _ = try await desk.store.append(change)
    }

    @Test(arguments: Backend.allCases)
    func `the last word of all conversations counts, until the person is erased`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let one = try Desk(store, conversation: "conversation-1")
            let other = try Desk(store, conversation: "conversation-2")
            for desk in [one, other] { try await desk.send("message-1") }
            #expect(try await store.consent(of: one.visitor) == nil)
            try await say(true, one, "consent-1")
            #expect(try await store.consent(of: one.visitor)?.isGiven == true)
            other.clock.advance(seconds: 10)
            try await say(false, other, "consent-2")
            let last = try #require(try await store.consent(of: one.visitor))
            #expect(!last.isGiven && last.conversation == other.conversation && last.at == other.clock.now())

            // Words that went with age take nothing back; an erased person has said nothing.
            other.clock.advance(seconds: 10)
            _ = try await store.erase(other.conversation, why: .age, at: other.clock.now())
            #expect(try await store.consent(of: one.visitor) == last)
            other.clock.advance(seconds: 10)
            _ = try await store.erase(one.conversation, why: .person, at: other.clock.now())
            #expect(try await store.consent(of: one.visitor) == nil)
        }
    }

    @Test(arguments: Backend.allCases)
    func `what was said before signing in is the person's`(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-1")
            try await say(true, desk, "consent-1")
            let person: VisitorID = try id("u-ada-lovelace")
            let claim = try #require(
                try await desk.existing().claimed(by: person, from: desk.visitor, at: desk.clock.now()))
            _ = try await store.append(claim)
            #expect(try await store.consent(of: person)?.isGiven == true)
            #expect(try await store.consent(of: desk.visitor) == nil)
        }
    }
}
