package import Conversations

/// Tells editors what is new about gaps, each thing once: the work of one node at a time.
package actor GapNoticer {
    package static let tickMilliseconds = 5_000
    /// Without a change of gaps: what grows is also a matter of time.
    static let secondsBetween = 300
    /// The latest failed questions that a look reads.
    static let momentsMax = 20_000

    private let gaps: any GapLedger
    private let ledger: any ProgressLedger
    private let clock: any WallClock
    /// What the last look has seen, and when it was.
    private var looked: (version: Int64, at: Timestamp)?

    package init(gaps: any GapLedger, ledger: any ProgressLedger, clock: any WallClock) {
        self.gaps = gaps
        self.ledger = ledger
        self.clock = clock
    }

    /// Somebody else's change meanwhile: the next tick does it again.
    package func tick() async throws {
        let (version, now) = (try await gaps.gapsVersion(), clock.now())
        if let looked, looked.version == version, now.seconds(since: looked.at) < Self.secondsBetween {
            return
        }
        let since = now.advanced(bySeconds: -GapKeeper.daysMax * 86_400)
        let failed = try await ledger.failedMoments(since: since, limit: Self.momentsMax)
        let moments = Dictionary(grouping: failed, by: \.gap).mapValues { $0.map(\.at) }
        var change = GapChange(version: version)
        change.gaps = GapNotices.due(
            try await gaps.gaps(limit: GapKeeper.gapsMax), moments: moments, at: now)
        if change.gaps.isEmpty {
            looked = (version, now)
        } else {
            _ = try await gaps.keep(change)
        }
    }

    /// A notice with the gap that it is about.
    package struct Told: Sendable {
        package let gap: Gap
        package let notice: GapNotice
    }

    /// What was told and has not gone out as mail, the oldest first.
    package func unmailed(since: Timestamp) async throws -> [Told] {
        try await gaps.gaps(limit: GapKeeper.gapsMax)
            .flatMap { gap in (gap.notices ?? []).map { Told(gap: gap, notice: $0) } }
            .filter { $0.notice.mailedAt == nil && $0.notice.at > since }
            .sorted { ($0.notice.at, $0.gap.id) < ($1.notice.at, $1.gap.id) }
    }

    /// Keeps that these went out.
    package func mailed(_ sent: [GapID: [GapNotice]], at now: Timestamp) async throws {
        for _ in 0..<GapBook.triesMax {
            var change = GapChange(version: try await gaps.gapsVersion())
            for id in sent.keys.sorted() {
                guard var gap = try await gaps.gap(id) else { continue }
                gap.notices = gap.notices?.map { notice in
                    var notice = notice
                    if sent[id]?.contains(notice) == true { notice.mailedAt = now }
                    return notice
                }
                change.gaps.append(gap)
            }
            if try await gaps.keep(change) { return }
        }
    }
}
