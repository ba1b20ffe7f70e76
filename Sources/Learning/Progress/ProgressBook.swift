package import Conversations

/// Adds up what came of publications, at most once in a while: it reads a year of failed questions.
package actor ProgressBook {
    static let secondsBetween = 20
    /// A year: half of it before a publication, half after it.
    static let daysMax = 2 * 7 * Prevention.weeksMax
    /// The latest failed questions; what is older is left out, and weeks then begin later.
    static let momentsMax = 200_000
    /// The latest questions since the first of the publications.
    static let askedMax = 50_000
    /// Publications that are measured, the latest.
    static let answeredMax = 200

    private struct Kept {
        let version: Int64
        let progress: Progress
    }

    private let book: GapBook
    private let gaps: any GapLedger
    private let ledger: any ProgressLedger
    private let clock: any WallClock
    private var kept: Kept?

    package init(book: GapBook, gaps: any GapLedger, ledger: any ProgressLedger, clock: any WallClock) {
        self.book = book
        self.gaps = gaps
        self.ledger = ledger
        self.clock = clock
    }

    package func progress() async throws -> Progress {
        let (version, now) = (try await gaps.gapsVersion(), clock.now())
        if let kept, kept.version == version, now.seconds(since: kept.progress.at) < Self.secondsBetween {
            return kept.progress
        }
        let entries = try await book.entries()
        let year = now.advanced(bySeconds: -Self.daysMax * 86_400)
        let failed = try await ledger.failedMoments(since: year, limit: Self.momentsMax)
        let first = entries.compactMap(\.gap.answeredAt).min()
        let asked =
            if let first { try await ledger.askedQuestions(since: first, limit: Self.askedMax) } else {
                [AskedQuestion]()
            }
        let progress = Progress(entries, failed: failed, asked: asked, at: now)
        kept = Kept(version: version, progress: progress)
        return progress
    }

    /// The questions behind a gap's live rate, the newest first.
    package func questions(of gap: GapID, limit: Int) async throws -> [AskedQuestion]? {
        guard let found = try await book.entry(gap)?.gap, let since = found.answeredAt else { return nil }
        let asked = try await ledger.askedQuestions(since: since, limit: Self.askedMax)
        return Array(
            LiveRate.questions(like: found, among: asked, since: since).filter(\.isSettled).prefix(limit))
    }
}

extension Progress {
    /// - Parameters:
    ///   - failed: the newest first.
    ///   - asked: since the first publication.
    init(
        _ entries: [GapBook.Entry], failed: [FailedMoment], asked: [AskedQuestion], at now: Timestamp
    ) {
        let moments = Dictionary(grouping: failed, by: \.gap).mapValues { $0.map(\.at) }
        let beganAt = failed.last?.at ?? now
        let ordered = entries.compactMap { entry in entry.gap.answeredAt.map { (entry, $0) } }
            .sorted { $0.1 > $1.1 }
        let answered = ordered.prefix(ProgressBook.answeredMax).map { entry, at in
            Answered(
                entry: entry, publishedAt: at,
                live: LiveRate(LiveRate.questions(like: entry.gap, among: asked, since: at)),
                prevention: Prevention(
                    moments[entry.gap.id] ?? [],
                    controls: Self.controls(of: entry, at, among: entries).compactMap { moments[$0] },
                    publishedAt: at, beganAt: beganAt, now: now))
        }
        let courses = entries.filter(Self.isAnswerable).compactMap { entry -> GapCourse? in
            let live = entry.gap.proofAt.map { proof in
                LiveRate(LiveRate.questions(like: entry.gap, among: asked, since: proof))
            }
            return GapCourse(
                entry.gap, moments: moments[entry.gap.id] ?? [], liveAt: live?.liveAt)
        }
        let digest = Digest(entries, moments: moments, at: now)
        at = now
        self.answered = answered
        live = LiveRate(answered.map(\.live))
        prevention = PreventionTotal(answered.map(\.prevention))
        velocity = Velocity(courses, now: now)
        self.courses = courses.sorted { ($1.seenAt, $1.gap) < ($0.seenAt, $0.gap) }
        self.digest = digest
        self.entries = Dictionary(entries.map { ($0.gap.id, $0) }, uniquingKeysWith: { $1 })
    }

    /// Gaps that an article can answer.
    private static func isAnswerable(_ entry: GapBook.Entry) -> Bool {
        (entry.gap.state == .open || entry.gap.state == .published) && entry.kind != .noArticle
    }

    /// Gaps that were left alone all the time: never answered in the weeks that are compared, and of another
    /// area where the gap has one, since a page that was mended may help its neighbours.
    private static func controls(
        of answered: GapBook.Entry, _ at: Timestamp, among entries: [GapBook.Entry]
    ) -> [GapID] {
        let start = at.advanced(bySeconds: -Prevention.weeksMax * 7 * 86_400)
        return entries.filter { entry in
            let gap = entry.gap
            guard gap.id != answered.gap.id, gap.state != .merged, gap.dismissal != .spam else {
                return false
            }
            if let area = answered.areas.first, entry.areas.first == area { return false }
            // One that was opened again was answered once, nobody knows when.
            guard gap.article != nil else { return true }
            return gap.answeredAt.map { $0 < start } ?? false
        }.map(\.gap.id)
    }
}
