import BatonTesting
import Outbound
import Testing

/// SMTP against a real socket that fails as each test wants it.
@Suite(.timeLimit(.minutes(1))) struct MailTests {
    private static let deadlines = OutboundDeadlines(
        connectMillisecondsMax: 400, totalMillisecondsMax: 800)
    private static let letter = Array("Subject: Hello\r\n\r\nOne line\r\n.starts with a dot\r\n".utf8)

    private static func mail(_ server: ScriptedMailServer) -> OutboundMail {
        OutboundMail(
            url: server.url, encryption: .never, sender: "support@shop.test", recipients: ["ada@home.test"],
            text: letter, deadlines: deadlines)
    }

    /// What became of it: `nil` when the server took it.
    private func send(
        _ script: MailScript, _ change: (inout OutboundMail) -> Void = { _ in }
    ) async throws -> (failure: OutboundFailure?, seen: ScriptedMailServer.Seen) {
        let server = try ScriptedMailServer(script)
        defer { server.stop() }
        let client = try OutboundClient()
        var mail = Self.mail(server)
        change(&mail)
        var failure: OutboundFailure?
        do {
            try await client.send(mail)
        } catch let error as OutboundFailure {
            failure = error
        }
        await client.shutdown()
        return (failure, server.seen)
    }

    @Test func `a mail arrives byte for byte`() async throws {
        let (failure, seen) = try await send(MailScript())
        #expect(failure == nil)
        #expect(seen.mails == ["Subject: Hello\r\n\r\nOne line\r\n..starts with a dot"])
        let commands = seen.commands.filter { !$0.hasPrefix("EHLO") }
        #expect(commands.first?.hasPrefix("MAIL FROM:<support@shop.test>") == true)
        #expect(commands.dropFirst().first == "RCPT TO:<ada@home.test>")
    }

    @Test func `without recipients it only looks whether the server is there`() async throws {
        let (failure, seen) = try await send(MailScript()) { $0.recipients = [] }
        #expect(failure == nil && seen.mails.isEmpty)
        #expect(seen.commands.contains("NOOP") && !seen.commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test(arguments: [
        (MailScript.Moment.connect, "554 go away"), (.mail, "451 slow down"), (.rcpt, "550 no such user"),
        (.rcpt, "421 busy"), (.data, "452 full"), (.end, "554 spam"),
    ])
    func `a refusal is told with the server's code and line`(
        _ moment: MailScript.Moment, _ line: String
    ) async throws {
        let (failure, seen) = try await send(MailScript([moment: [.says(line)]]))
        guard case .mail(.mail(let reply))? = failure?.kind else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect("\(reply.code) \(reply.line)" == line && seen.mails.isEmpty)
        #expect(reply.isPermanent == line.hasPrefix("5"))
    }

    @Test func `of a reply with several lines the first one is told`() async throws {
        let line = "550-no such user\r\n550-ask the postmaster\r\n550 bye"
        let (failure, _) = try await send(MailScript([.rcpt: [.says(line)]]))
        #expect(failure?.kind == .mail(.mail(SMTPReply(code: 550, line: "no such user"))))
    }

    @Test(arguments: [
        (MailScript.Moment.connect, OutboundFailure.Deadline.connect), (.ehlo, .connect), (.mail, .total),
        (.data, .total), (.body, .total), (.end, .total),
    ])
    func `a server that falls silent is given up in time`(
        _ moment: MailScript.Moment, _ deadline: OutboundFailure.Deadline
    ) async throws {
        let clock = ContinuousClock()
        let begin = clock.now
        let (failure, _) = try await send(MailScript([moment: [.holds]])) { mail in
            // Too much for the buffers of a connection that nobody reads.
            if moment == .body { mail.text = Array(repeating: Self.letter, count: 200_000).flatMap(\.self) }
        }
        #expect(failure?.kind == .late(deadline))
        #expect(clock.now - begin < .seconds(10))
    }

    @Test func `a mail that the server has kept is sent, however it says goodbye`() async throws {
        let clock = ContinuousClock()
        let begin = clock.now
        let (failure, seen) = try await send(MailScript([.quit: [.holds]]))
        #expect(failure == nil && seen.mails.count == 1)
        #expect(clock.now - begin < .seconds(6))
    }

    @Test(arguments: [MailScript.Moment.connect, .ehlo, .mail, .data, .body, .end])
    func `a server that hangs up is a failure`(_ moment: MailScript.Moment) async throws {
        let (failure, seen) = try await send(MailScript([moment: [.closes]]))
        #expect(failure != nil && seen.mails.isEmpty)
    }

    @Test func `a reply of a hundred thousand bytes ends the transfer`() async throws {
        let (failure, seen) = try await send(MailScript([.ehlo: [.floods(bytes: 100_000)]]))
        #expect(failure != nil && seen.mails.isEmpty)
    }

    @Test func `a wrong password is told apart from a refused mail`() async throws {
        let script = MailScript([.auth: [.says("535 5.7.8 no")]])
        let (failure, seen) = try await send(script) {
            $0.credentials = .init(user: "ada", password: "wrong")
        }
        guard case .mail(.credentials)? = failure?.kind else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(!seen.commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test func `a password is not said to a server without TLS`() async throws {
        let (failure, seen) = try await send(MailScript()) {
            $0.encryption = .always
            $0.credentials = .init(user: "ada", password: "secret")
        }
        #expect(failure?.kind == .mail(.withoutTLS))
        #expect(!seen.commands.contains { $0.hasPrefix("AUTH") })
    }

    @Test func `nobody there is unreachable`() async throws {
        let (failure, _) = try await send(MailScript()) { $0.url = "smtp://127.0.0.1:1" }
        #expect(failure?.kind == .unreachable)
    }

    @Test(arguments: [
        "ada@home.test>\r\nRCPT TO:<eve@evil.test", "ada@home.test\nX", "a b@home.test", "ada", "",
    ])
    func `an address that would end the command is refused here`(_ address: String) async throws {
        let (failure, seen) = try await send(MailScript()) { $0.recipients = [address] }
        #expect(failure?.kind == .invalid(.mail) && seen.connections == 0)
        let (sender, _) = try await send(MailScript()) { $0.sender = address }
        #expect(sender?.kind == .invalid(.mail))
    }

    @Test(arguments: ["http://127.0.0.1", "file:///etc/passwd", "smtp://a:b@127.0.0.1", "smtp://127.0.0.1 x"])
    func `an address that is not a mail server's is refused`(_ url: String) async throws {
        let (failure, seen) = try await send(MailScript()) { $0.url = url }
        #expect(failure != nil && seen.connections == 0)
    }

    @Test func `credentials show themselves nowhere`() {
        let credentials = OutboundMail.Credentials(user: "ada", password: "secret")
        #expect(!"\(credentials)".contains("secret") && !String(reflecting: credentials).contains("secret"))
    }
}
