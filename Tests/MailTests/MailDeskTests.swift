import BatonTesting
import Conversations
import Mail
import Storage
import Testing

@Suite(.timeLimit(.minutes(1))) struct MailDeskTests {
    @Test func `a reply that was not seen goes out once, after its wait`() async throws {
        try await withHouse { house in
            try await house.begin()
            let seq = try await house.reply("reply-0001", "Yes, at the till and here.")
            try await house.tick(after: 59)
            #expect(house.mails.isEmpty)
            try await house.tick(after: 1)
            #expect(house.mails.count == 1)
            #expect(try await house.outcomes() == [.mailed(seqTo: seq)])
            for _ in 0..<5 { try await house.tick(after: 3600) }
            #expect(house.mails.count == 1)
        }
    }

    @Test func `a reply that was seen stays in the chat`() async throws {
        try await withHouse { house in
            try await house.begin()
            house.show(try await house.reply("reply-0001", "Yes."))
            try await house.tick(after: 61)
            #expect(house.mails.isEmpty)
            #expect(try await house.outcomes().isEmpty)
        }
    }

    @Test func `several replies go out in one mail, without the one that was seen`() async throws {
        try await withHouse { house in
            try await house.begin()
            house.show(try await house.reply("reply-0001", "This was seen."))
            try await house.reply("reply-0002", "First half.")
            house.clock.advance(seconds: 30)
            let last = try await house.reply("reply-0003", "Second half.")
            try await house.tick(after: 30)
            let mail = try #require(house.mails.first)
            #expect(mail.contains("First half.") && mail.contains("Second half."))
            #expect(!mail.contains("This was seen."))
            #expect(house.mails.count == 1)
            #expect(try await house.outcomes() == [.mailed(seqTo: last)])
        }
    }

    @Test func `later replies make a second mail that answers the first`() async throws {
        try await withHouse { house in
            try await house.begin()
            let first = try await house.reply("reply-0001", "One.")
            try await house.tick(after: 60)
            let second = try await house.reply("reply-0002", "Two.")
            try await house.tick(after: 60)
            #expect(house.mails.count == 2)
            let mail = try #require(house.mails.last)
            #expect(mail.contains("Message-ID: <conversation-1.\(second)@shop.test>"))
            #expect(mail.contains("In-Reply-To: <conversation-1.\(first)@shop.test>"))
            #expect(!mail.contains("One."))
        }
    }

    @Test func `a visitor who left no address gets no mail`() async throws {
        try await withHouse { house in
            try await house.begin()
            let before = try await house.store.mailDue(
                waitingSince: house.clock.now(), at: house.clock.now(), limit: 10)
            #expect(before.isEmpty)
        }
    }

    @Test func `a server that refuses the recipient for good is asked once, and the team is told`()
        async throws
    {
        let script = MailScript([.rcpt: [.says("550 5.1.1 <grace@home.test>: user grace unknown")]])
        try await withHouse(script) { house in
            try await house.begin()
            let seq = try await house.reply("reply-0001", "Yes.")
            for _ in 0..<5 { try await house.tick(after: 3600) }
            #expect(house.server.seen.connections == 1)
            let failed = EventBody.MailFailed(
                seqTo: seq, why: .refused, detail: "550 5.1.1 [address] user [address] unknown")
            #expect(try await house.outcomes() == [.mailFailed(failed)])
        }
    }

    @Test(arguments: [MailScript.Moment.mail, .rcpt, .end])
    func `a server that says later gets it later`(_ moment: MailScript.Moment) async throws {
        let script = MailScript([moment: [.says("451 greylisted"), .says("250 ok")]])
        try await withHouse(script) { house in
            try await house.begin()
            try await house.reply("reply-0001", "Yes.")
            try await house.tick(after: 60)
            #expect(house.mails.isEmpty)
            try await house.tick(after: 59)
            #expect(house.server.seen.connections == 1)
            try await house.tick(after: 1)
            #expect(house.mails.count == 1)
            #expect(try await house.outcomes().count == 1)
        }
    }

    @Test func `a server that stays busy is given up after a known number of attempts`() async throws {
        try await withHouse(MailScript([.connect: [.says("421 busy")]])) { house in
            try await house.begin()
            let seq = try await house.reply("reply-0001", "Yes.")
            for _ in 0..<20 { try await house.tick(after: 7200) }
            #expect(house.server.seen.connections == MailDesk.attemptsMax)
            let failed = EventBody.MailFailed(seqTo: seq, why: .refused, detail: "421 busy")
            #expect(try await house.outcomes() == [.mailFailed(failed)])
        }
    }

    @Test func `a wrong sign-in is tried again, since an operator can put it right`() async throws {
        let script = MailScript([.mail: [.says("530 5.7.0 sign in first"), .says("250 ok")]])
        try await withHouse(script) { house in
            try await house.begin()
            try await house.reply("reply-0001", "Yes.")
            try await house.tick(after: 60)
            try await house.tick(after: 60)
            #expect(house.mails.count == 1)
        }
    }

    @Test func `without a mail server nothing goes out, also not when one is set later`() async throws {
        try await withHouse { house in
            try await house.begin()
            house.setMail(false)
            try await house.reply("reply-0001", "Yes.")
            try await house.tick(after: 61)
            house.setMail(true)
            try await house.tick(after: 61)
            #expect(house.mails.isEmpty && house.server.seen.connections == 0)
        }
    }

    @Test func `an address that cannot stand in an envelope is settled without a mail`() async throws {
        try await withHouse { house in
            try await house.begin(address: "grace>x@home.test")
            try await house.reply("reply-0001", "Yes.")
            try await house.tick(after: 61)
            #expect(house.server.seen.connections == 0)
            let due = try await house.store.mailDue(
                waitingSince: house.clock.now(), at: house.clock.now(), limit: 10)
            #expect(due.isEmpty)
        }
    }
}
