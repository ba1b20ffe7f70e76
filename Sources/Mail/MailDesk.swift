package import Conversations
package import Outbound

/// Sends what visitors who left an address have not seen, and keeps in the log what became of it.
///
/// A mail goes out at least once: between the server's "kept" and the commit of `mailed` lies a moment in
/// which a crash makes Baton send the same mail again, with the same Message-ID.
package actor MailDesk {
    package static let tickMilliseconds = 1000
    /// One tick handles this many; the rest follows a tick later.
    package static let perTickMax = 20
    /// Between the attempts: a server that lists greylisted senders wants minutes, one that is being
    /// repaired hours.
    package static let waitSeconds = [60, 300, 900, 3600, 7200]
    package static let attemptsMax = waitSeconds.count + 1
    static let eventsPerPage = 500

    /// What the desk asks of the rest of the house.
    package struct Surroundings: Sendable {
        /// `nil` while no mail server is set. Asked for every mail, so that a change holds at once.
        package var settings: @Sendable () async -> MailSettings?
        /// The last event that the visitor was shown on an open screen.
        package var shownSeq: @Sendable (ConversationID) async -> Int
        package var name: @Sendable (AgentID) async -> String
        package var link: @Sendable (Conversation) -> (url: String, expiresAt: Timestamp)
        /// The name of the site, as the mail says it.
        package var site: @Sendable () -> String
        /// For the operator; no address and no words of a person.
        package var report: @Sendable (String) -> Void

        package init(
            settings: @escaping @Sendable () async -> MailSettings?,
            shownSeq: @escaping @Sendable (ConversationID) async -> Int,
            name: @escaping @Sendable (AgentID) async -> String,
            link: @escaping @Sendable (Conversation) -> (url: String, expiresAt: Timestamp),
            site: @escaping @Sendable () -> String, report: @escaping @Sendable (String) -> Void
        ) {
            self.settings = settings
            self.shownSeq = shownSeq
            self.name = name
            self.link = link
            self.site = site
            self.report = report
        }
    }

    private let queue: any MailQueue
    private let recorder: Recorder
    private let client: OutboundClient
    private let around: Surroundings
    /// Sent, and not yet in the log because the store could not take it: never sent again meanwhile.
    private var unrecorded: [ConversationID: Int] = [:]

    package init(
        queue: any MailQueue, recorder: Recorder, client: OutboundClient, surroundings: Surroundings
    ) {
        self.queue = queue
        self.recorder = recorder
        self.client = client
        around = surroundings
    }

    private var now: Timestamp { recorder.clock.now() }

    /// Looks once.
    package func tick() async throws {
        guard let settings = await around.settings() else {
            return try await queue.dropMail(waitingSince: now.advanced(bySeconds: -Self.waitSeconds[0]))
        }
        let since = now.advanced(bySeconds: -settings.afterSeconds)
        for entry in try await queue.mailDue(waitingSince: since, at: now, limit: Self.perTickMax) {
            // A server that is away is away for the others too.
            guard try await handle(entry, settings) else { return }
        }
    }

    /// False when the server cannot be used now.
    private func handle(_ entry: MailEntry, _ settings: MailSettings) async throws -> Bool {
        let id = entry.conversation
        if let seqTo = unrecorded[id] { try await recordSent(id, seqTo) }
        guard let conversation = try await recorder.journal.conversation(id, in: Self.scope),
            case let log = try await correspondence(id),
            case let pending = log.pending(shownSeq: await around.shownSeq(id)), let last = pending.last,
            let address = log.address.flatMap({ MailAddress(name: "", address: $0) })
        else {
            try await queue.settleMail(of: id, upTo: entry.lastSeq, at: now)
            return true
        }
        let message = await letter(conversation, log, pending).message(
            from: settings.from, to: address, seqTo: last.seq, earlier: log.mailedSeqs, at: now)
        let wait = Self.waitSeconds[min(entry.attempts, Self.waitSeconds.count - 1)]
        // Another desk was quicker.
        guard try await queue.countMailAttempt(of: entry, nextAt: now.advanced(bySeconds: wait)) else {
            return true
        }
        do {
            try await client.send(settings.outbound(message))
        } catch let failure as OutboundFailure {
            return try await failed(MailFailure(failure), entry, seqTo: last.seq, to: address)
        }
        unrecorded[id] = last.seq
        try await recordSent(id, last.seq)
        return true
    }

    private func recordSent(_ id: ConversationID, _ seqTo: Int) async throws {
        _ = try await recorder.record(id, reason: Self.reason) { $0.mailed(upTo: seqTo, at: $1) }
        try await queue.settleMail(of: id, upTo: seqTo, at: now)
        unrecorded[id] = nil
    }

    private func failed(
        _ failure: MailFailure, _ entry: MailEntry, seqTo: Int, to address: MailAddress
    ) async throws -> Bool {
        let detail = failure.detail(without: address)
        guard failure.isPermanent || entry.attempts + 1 >= Self.attemptsMax else {
            around.report("a mail did not go out and will be tried again: \(detail)")
            return failure.why == .refused
        }
        around.report("a mail did not go out: \(detail)")
        let event = EventBody.MailFailed(seqTo: seqTo, why: failure.why, detail: detail)
        _ = try await recorder.record(entry.conversation, reason: Self.reason) {
            $0.mailFailed(event, at: $1)
        }
        try await queue.settleMail(of: entry.conversation, upTo: seqTo, at: now)
        return failure.why == .refused
    }

    private func correspondence(_ id: ConversationID) async throws -> Correspondence {
        var (log, after) = (Correspondence(), 0)
        for _ in 0...(Conversation.eventsMax / Self.eventsPerPage) {
            let page = try await recorder.journal.events(
                of: id, after: after, limit: Self.eventsPerPage, in: Self.scope)
            for delivered in page { log.take(delivered) }
            guard page.count == Self.eventsPerPage, let last = page.last else { break }
            after = last.event.seq
        }
        return log
    }

    private func letter(
        _ conversation: Conversation, _ log: Correspondence, _ pending: [Correspondence.Reply]
    ) async -> ReplyLetter {
        var replies: [ReplyLetter.Reply] = []
        for reply in pending {
            replies.append(ReplyLetter.Reply(name: await around.name(reply.agent), text: reply.text))
        }
        let link = around.link(conversation)
        return ReplyLetter(
            conversation: conversation.id, replies: replies, question: log.question, link: link.url,
            linkExpiresAt: link.expiresAt, site: around.site())
    }

    private static let reason = "mail"
    private static let scope = Scope.system(reason: reason)
}
