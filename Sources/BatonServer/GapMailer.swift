import Conversations
import Learning
import Mail
import Outbound

/// Sends what editors were told about gaps to the addresses that the settings name.
///
/// A mail goes out at least once: after a crash between the server's "kept" and the store's commit it is sent
/// again.
actor GapMailer {
    /// Notices of one hour go together: twenty mails a day are the most that twenty notices make.
    static let secondsBetween = 3_600
    static let addressesMax = 20
    /// What could not be sent for a day is in the console.
    static let daysMax = 1

    private let noticer: GapNoticer
    private let client: OutboundClient
    private let clock: any WallClock
    private let newID: @Sendable () -> String
    private let settings: @Sendable () -> (MailSettings, to: [String])?
    private let address: @Sendable () -> (url: String, site: String)
    private var triedAt: Timestamp?

    init(
        noticer: GapNoticer, client: OutboundClient, clock: any WallClock,
        newID: @escaping @Sendable () -> String,
        settings: @escaping @Sendable () -> (MailSettings, to: [String])?,
        address: @escaping @Sendable () -> (url: String, site: String)
    ) {
        self.noticer = noticer
        self.client = client
        self.clock = clock
        self.newID = newID
        self.settings = settings
        self.address = address
    }

    func tick() async throws {
        let now = clock.now()
        guard let (settings, to) = self.settings(), !to.isEmpty else { return }
        if let triedAt, now.seconds(since: triedAt) < Self.secondsBetween { return }
        let told = try await noticer.unmailed(since: now.advanced(bySeconds: -Self.daysMax * 86_400))
        guard !told.isEmpty else { return }
        triedAt = now
        let (url, site) = address()
        let letter = NoticeLetter(items: told.map { Self.item($0.gap, $0.notice, url: url) }, site: site)
        var (isSent, failure) = (false, (any Error)?.none)
        for recipient in to.prefix(Self.addressesMax).compactMap({ MailAddress(name: "", address: $0) }) {
            let message = letter.message(from: settings.from, to: recipient, id: newID(), at: now)
            // One address that is refused keeps nothing from the others.
            do {
                try await client.send(settings.outbound(message))
                isSent = true
            } catch {
                failure = error
            }
        }
        guard isSent else {
            if let failure { throw failure }
            return
        }
        let sent = Dictionary(grouping: told, by: \.gap.id).mapValues { $0.map(\.notice) }
        try await noticer.mailed(sent, at: now)
    }

    private static func item(_ gap: Gap, _ notice: GapNotice, url: String) -> NoticeLetter.Item {
        let name = gap.givenName ?? gap.terms.joined(separator: " ")
        let link = "\(url)/console#gaps/gap/\(gap.id)"
        let (headline, detail) = words(gap, notice)
        return NoticeLetter.Item(
            headline: headline, name: name.isEmpty ? "a gap without a name" : name, detail: detail, link: link
        )
    }

    private static func words(_ gap: Gap, _ notice: GapNotice) -> (String, String) {
        switch notice.word {
        case .opened:
            ("A gap opened", "\(GapCourse.questionsMin) questions or more failed for the same reason.")
        case .growing: ("A gap grows fast", "More questions failed this week than four steady weeks explain.")
        case .verdict:
            (
                "An article was tried",
                gap.verdict.map {
                    "\($0.found ?? $0.after) of \($0.questions) questions find the article now; "
                        + "\($0.broken) of \($0.tried) others broke."
                } ?? "The gap was opened again since."
            )
        case .review:
            (
                "A draft waits for review",
                "\(gap.draft?.author.name ?? "A colleague") asks a colleague to approve it."
            )
        case .sentBack:
            ("A draft was sent back", "Somebody who read it wants it changed: the gap says what.")
        case .stopped:
            ("A draft was not published at its time", "What stood against it is said with the gap.")
        }
    }
}
