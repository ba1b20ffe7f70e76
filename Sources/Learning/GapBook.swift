package import Conversations
import Knowledge

/// What is known of each gap, added up for a list, and what an editor does to it.
package actor GapBook {
    static let secondsBetween = 5
    package static let weeks = 12

    /// A gap with its questions added up.
    package struct Entry: Hashable, Sendable {
        package let gap: Gap
        package let kind: GapKind
        package let cost: GapCost
        package let questions: Int
        package let conversations: Int
        package let firstAt: Timestamp
        package let lastAt: Timestamp
        package let areas: [String]
        /// Questions a week, the oldest first.
        package let weeks: [Int]
    }

    private struct Kept {
        let version: Int64
        let at: Timestamp
        let entries: [Entry]
    }

    private let escalations: any EscalationLedger
    private let gaps: any GapLedger
    private let clock: any WallClock
    private let newID: @Sendable () -> GapID
    /// The attribute of a visitor that says what the account is worth; empty where none does.
    private let accountAttribute: @Sendable () -> String
    private var kept: Kept?

    package init(
        escalations: any EscalationLedger, gaps: any GapLedger, clock: any WallClock,
        newID: @escaping @Sendable () -> GapID, accountAttribute: @escaping @Sendable () -> String = { "" }
    ) {
        self.escalations = escalations
        self.gaps = gaps
        self.clock = clock
        self.newID = newID
        self.accountAttribute = accountAttribute
    }

    /// All gaps with questions, the dearest first.
    package func entries() async throws -> [Entry] {
        let (version, now) = (try await gaps.gapsVersion(), clock.now())
        if let kept, kept.version == version, now.seconds(since: kept.at) < Self.secondsBetween {
            return kept.entries
        }
        let since = now.advanced(bySeconds: -GapKeeper.daysMax * 86_400)
        let filed = try await escalations.escalations(since: since, limit: GapFinder.questionsMax)
        let start = now.advanced(bySeconds: -GapCost.windowDays * 86_400)
        let asked = try await gaps.questionsByArticle(since: start)
        let attribute = accountAttribute()
        let accounts = GapCost.Accounts(
            attribute.isEmpty
                ? [:]
                : try await gaps.accountValues(of: attribute, since: start, limit: GapFinder.questionsMax))
        let members = Dictionary(grouping: filed.filter { $0.gap != nil }) { $0.gap }
        let entries = try await gaps.gaps(limit: GapKeeper.gapsMax).compactMap { gap in
            Self.entry(
                gap, (members[gap.id] ?? []).map(\.escalation), asked: asked, accounts: accounts, now: now)
        }
        let sorted = entries.sorted {
            ($1.cost.score, $1.questions, $0.gap.id) < ($0.cost.score, $0.questions, $1.gap.id)
        }
        kept = Kept(version: version, at: now, entries: sorted)
        return sorted
    }

    package func entry(_ id: GapID) async throws -> Entry? {
        try await entries().first { $0.gap.id == id }
    }

    private static func entry(
        _ gap: Gap, _ questions: [Escalation], asked: [String: Int], accounts: GapCost.Accounts,
        now: Timestamp
    ) -> Entry? {
        // One whose questions all moved elsewhere is no gap any more; a merged one says where they are.
        guard let last = questions.map(\.at).max(), let first = questions.map(\.at).min() else { return nil }
        var areas: [String: Int] = [:]
        var weeks = [Int](repeating: 0, count: Self.weeks)
        for question in questions {
            if let area = question.area { areas[area, default: 0] += 1 }
            let ago = now.seconds(since: question.at) / (7 * 86_400)
            if ago < Self.weeks { weeks[Self.weeks - 1 - ago] += 1 }
        }
        return Entry(
            gap: gap, kind: gap.givenKind ?? .of(questions),
            cost: GapCost(questions, asked: asked, accounts: accounts, now: now), questions: questions.count,
            conversations: Set(questions.map(\.conversation)).count, firstAt: first, lastAt: last,
            areas: areas.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key), weeks: weeks)
    }
}

/// What an editor does.
extension GapBook {
    /// What came of an editor's change.
    package enum Change: Hashable, Sendable {
        case done(GapID)
        case unknown
        /// Somebody changed gaps at the same time.
        case conflict
        /// A draft that waits stands against it.
        case refused(WaitingDraft.Refusal)
    }

    /// Of one gap, or of questions that become one.
    package enum Edit: Hashable, Sendable {
        case rename(String?)
        case kind(GapKind?)
        case dismiss(Gap.Dismissal)
        case reopen
        case merge(into: GapID)
        case split([EscalationID], name: String?)
        /// Somebody has a text for it.
        case drafted
        case draft(WaitingDraft.Step)
        /// An article goes out next, or did not.
        case publishing(Gap.Publishing?)
        case published(article: String, revision: Int, Verdict)
        /// The article that was published for it is taken away.
        case removed
    }

    static let triesMax = 3

    /// A night's run in between is no reason to fail an editor: it is tried again.
    package func edit(_ id: GapID, _ edit: Edit) async throws -> Change {
        for _ in 0..<Self.triesMax {
            var change = GapChange(version: try await gaps.gapsVersion())
            guard var gap = try await gaps.gap(id) else { return .unknown }
            if let refusal = try await refusal(of: edit, on: gap) { return .refused(refusal) }
            gap.changedAt = clock.now()
            let changed: GapID?
            do {
                changed = try await apply(edit, to: &gap, &change)
            } catch let refusal as WaitingDraft.Refusal {
                return .refused(refusal)
            }
            guard let changed else { return .unknown }
            change.gaps.append(gap)
            if try await gaps.keep(change) {
                kept = nil
                return .done(changed)
            }
        }
        return .conflict
    }

    /// The gap that is shown next; `nil` where something that the edit names is unknown.
    private func apply(_ edit: Edit, to gap: inout Gap, _ change: inout GapChange) async throws -> GapID? {
        switch edit {
        case .rename(let name):
            gap.givenName = name.map { String($0.prefix(Gap.nameCharactersMax)) }
        case .kind(let kind): gap.givenKind = kind
        case .dismiss(let reason): (gap.state, gap.dismissal) = (.dismissed, reason)
        case .reopen: gap.reopen()
        case .draft(let step): gap.draft = try WaitingDraft.after(step, on: gap.draft, at: gap.changedAt)
        case .publishing(let what): gap.publishing = what
        case .published(let article, let revision, let verdict):
            gap.publish(article, revision: revision, verdict)
        case .removed: gap.lose()
        case .drafted: gap.draftedAt = gap.draftedAt ?? clock.now()
        case .merge(let other):
            guard other != gap.id, try await gaps.gap(other) != nil else { return nil }
            (gap.state, gap.mergedInto) = (.merged, other)
            for one in try await escalations.escalations(of: gap.id, limit: GapFinder.questionsMax) {
                change.moves[one.id] = .init(gap: other, isPinned: true)
            }
            return other
        case .split(let ids, let name):
            let own = Set(
                try await escalations.escalations(of: gap.id, limit: GapFinder.questionsMax).map(\.id))
            guard !ids.isEmpty, own.isSuperset(of: ids) else { return nil }
            var new = Gap(id: newID(), at: clock.now())
            new.givenName = name.map { String($0.prefix(Gap.nameCharactersMax)) }
            new.medoid = ids.first
            change.gaps.append(new)
            for id in ids { change.moves[id] = .init(gap: new.id, isPinned: true) }
            return new.id
        }
        return gap.id
    }

    /// What stands against an edit. A draft that goes out is held by what the gap keeps of that: of two who
    /// publish it at once, the second is refused here.
    private func refusal(of edit: Edit, on gap: Gap) async throws -> WaitingDraft.Refusal? {
        let isGoingOut = gap.publishing.map { $0.draft != nil && $0.draft == gap.draft?.id } ?? false
        switch edit {
        case .draft(.submit(let new)):
            if isGoingOut { return .publishing }
            let others = try await gaps.gaps(limit: GapKeeper.gapsMax).count {
                $0.id != gap.id && $0.draft?.isWaiting == true
            }
            return new.isWaiting && others >= WaitingDraft.waitingMax ? .tooMany : nil
        case .draft(.redact): return nil
        case .draft: return isGoingOut ? .publishing : nil
        case .dismiss, .merge: return gap.draft?.isWaiting == true ? .waits : nil
        case .publishing(let what?):
            guard let draft = what.draft else { return nil }
            if isGoingOut { return .publishing }
            return draft == gap.draft?.id && gap.draft?.isWaiting == true ? nil : .gone
        default: return nil
        }
    }
}
