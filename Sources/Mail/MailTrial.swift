package import Conversations
package import Outbound

/// A try of the mail settings, step by step, in words for the person who pressed the button.
package struct MailTrial: Sendable {
    package struct Step: Sendable, Hashable {
        package let name: String
        package let isDone: Bool
        package let detail: String
        package let milliseconds: Int
    }

    private let client: OutboundClient
    private let clock: any WallClock

    package init(client: OutboundClient, clock: any WallClock) {
        self.client = client
        self.clock = clock
    }

    /// Connects, agrees on TLS and signs in, without a mail: for `baton doctor`.
    package func probe(_ settings: MailSettings) async -> [Step] {
        await run(settings, settings.probe, done: nil)
    }

    /// The same with a small mail to `address`. `id` makes the mail's own id.
    package func send(_ settings: MailSettings, to address: MailAddress, id: String, site: String) async
        -> [Step]
    {
        let words = "This is a test mail of Baton at \(site). Mails can be sent."
        let message = MailMessage(
            from: settings.from, to: address, subject: "Test mail of Baton", date: clock.now(),
            id: "\(id)@\(settings.from.domain)", plain: words,
            html: HTML.page(
                title: "Test mail of Baton", preview: "", body: HTML.paragraphs(words), link: nil,
                button: "", notes: []))
        let done = "The server took a mail to \(address.address). Look whether it arrived, also among junk."
        return await run(settings, settings.outbound(message), done: done)
    }

    private func run(_ settings: MailSettings, _ mail: OutboundMail, done: String?) async -> [Step] {
        let begin = clock.now()
        var failure: OutboundFailure?
        do {
            try await client.send(mail)
        } catch {
            failure = error as? OutboundFailure ?? OutboundFailure(.closed)
        }
        let milliseconds = Int(clock.now().milliseconds - begin.milliseconds)
        return Self.steps(settings, failure, done: done, milliseconds: milliseconds)
    }

    /// The steps up to the first that failed. libcurl goes through all of them in one go, so the time is the
    /// last one's.
    static func steps(
        _ settings: MailSettings, _ failure: OutboundFailure?, done: String?, milliseconds: Int
    ) -> [Step] {
        let broken = failure.map(stage)
        var all: [(stage: Stage, name: String, good: String)] = [
            (.connect, "Connect", "Connected to \(settings.host)."),
            (.encrypt, "Encrypt", encrypted(settings)),
        ]
        if settings.signsIn { all.append((.signIn, "Sign in", "The server took the name and the password.")) }
        if let done { all.append((.send, "Send", done)) }
        let shown = all.filter { step in broken.map { step.stage <= $0 } ?? true }
        return shown.enumerated().map { index, step in
            let isBroken = failure != nil && index == shown.count - 1
            return Step(
                name: step.name, isDone: !isBroken,
                detail: isBroken ? failure.map { advice($0, settings) } ?? "" : step.good,
                milliseconds: index == shown.count - 1 ? milliseconds : 0)
        }
    }

    private enum Stage: Int, Comparable {
        case connect, encrypt, signIn, send
        static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    private static func stage(_ failure: OutboundFailure) -> Stage {
        switch failure.kind {
        case .untrusted, .mail(.withoutTLS): .encrypt
        case .mail(.credentials): .signIn
        case .mail(.mail), .late(.total): .send
        default: .connect
        }
    }

    private static func encrypted(_ settings: MailSettings) -> String {
        switch settings.encryption {
        case .never: "Not needed on this machine's own address."
        case .whenOffered: settings.server.hasPrefix("smtps") ? "With TLS." : "With TLS if it is offered."
        case .always: "With TLS."
        }
    }

    private static func advice(_ failure: OutboundFailure, _ settings: MailSettings) -> String {
        let from = settings.from.address
        return switch failure.kind {
        case .unreachable:
            "Nothing answers at \(settings.server): check the name and the port, and that a firewall lets "
                + "this machine out."
        case .late(.connect):
            "\(settings.server) did not answer in time: check the port. 465 is for smtps://, 587 for smtp://."
        case .untrusted:
            "TLS failed: the certificate is not trusted or not for \(settings.host). Check the name, or give "
                + "smtp_ca_file."
        case .mail(.withoutTLS):
            "The server offers no TLS, and a password never goes without: try smtps:// and port 465."
        case .mail(.credentials(let reply)):
            "The server refused the name or the password" + (reply.map { " (\($0.code) \($0.line))" } ?? "")
                + ". Some providers want a password made for programs."
        case .mail(.mail(let reply)):
            "The server said: \(reply.code) \(reply.line). It may not let \(from) send, or not "
                + "to this address."
        case .late: "The server fell silent before it took the mail: try again, or ask its operator."
        case .invalid: "An address, the name or the password holds characters that mail cannot carry."
        default: "The connection broke off. Port 465 wants smtps://, port 587 smtp://."
        }
    }
}
