import Conversations
import Mail
import Storage
import Testing

@Suite struct MailQueueTests {
    @Test(arguments: Backend.allCases)
    func `of two desks that read the same entry exactly one makes the attempt`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let entry = try await waiting(store)
            let later = entry.waitingSince.advanced(bySeconds: 60)
            let made = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        (try? await store.countMailAttempt(of: entry, nextAt: later)) ?? false
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
            let again = try await store.mailDue(waitingSince: later, at: later, limit: 10)
            #expect(again.map(\.attempts) == [1])
            let second = try #require(again.first)
            #expect(try await store.countMailAttempt(of: second, nextAt: later))
        }
    }

    @Test(arguments: Backend.allCases)
    func `an entry that was read before a mail went out is worth nothing after`(_ backend: Backend)
        async throws
    {
        try await backend.withStore { store in
            let stale = try await waiting(store)
            let now = stale.waitingSince.advanced(bySeconds: 60)
            #expect(try await store.countMailAttempt(of: stale, nextAt: now))
            // A reply came while the mail was on its way: it waits for a mail of its own.
            let desk = try Desk(store)
            try await desk.reply("reply-002", "And one thing more")
            try await store.settleMail(of: stale.conversation, upTo: stale.lastSeq, at: now)
            #expect(try await store.mailDue(waitingSince: now, at: now, limit: 10).map(\.attempts) == [0])
            #expect(try await store.countMailAttempt(of: stale, nextAt: now) == false)
        }
    }

    /// The entry of a conversation with an address and one reply.
    private func waiting(_ store: Store) async throws -> MailEntry {
        let desk = try Desk(store)
        try await desk.send("message-1")
        try await desk.requestPerson("request-1")
        try await desk.leaveContact("contact-1", "ada@example.com")
        try await desk.accept("accept-01")
        try await desk.reply("reply-001", "Hello Ada")
        let now = desk.clock.now()
        return try #require(try await store.mailDue(waitingSince: now, at: now, limit: 10).first)
    }
}
