package import Conversations

/// Something about a gap that editors are told once.
package struct GapNotice: Hashable, Sendable, Codable {
    package enum Word: String, Hashable, Sendable, Codable, CaseIterable {
        /// It has `GapCourse.questionsMin` questions.
        case opened
        /// `GapGrowth` says so.
        case growing
        /// An article was published for it, and the replay says what it did.
        case verdict
        /// A draft waits for a colleague's approval.
        case review
        /// A colleague wants a draft changed.
        case sentBack = "sent_back"
        /// A draft did not go out at its time.
        case stopped

        init?(_ stage: WaitingDraft.Stage) {
            switch stage {
            case .review: self = .review
            case .sentBack: self = .sentBack
            case .stopped: self = .stopped
            case .scheduled, .withdrawn: return nil
            }
        }

        /// What colleagues do is told whatever else was: `WaitingDraft.waitingMax` bounds it.
        var isOfDraft: Bool { self == .review || self == .sentBack || self == .stopped }
    }

    package let word: Word
    package let at: Timestamp
    /// When it went out as mail; `nil` as long as it has not.
    package internal(set) var mailedAt: Timestamp?
}

/// Which notices are due. Pure: gaps and the time go in.
package enum GapNotices {
    /// Of all gaps, in 24 hours, beside those of drafts: an editor reads no more. What is left over is told
    /// the next day, if it still holds.
    package static let perDayMax = 20
    /// What happened longer ago is no news: a database that was there before this was is not told anew.
    static let freshDays = 2
    /// A gap that keeps growing is told of again after so many days.
    package static let growingAgainDays = 28
    /// Kept of each gap, the latest.
    static let keptMax = 20

    /// The gaps with a notice more.
    ///
    /// - Parameter moments: when the questions of each gap failed.
    package static func due(
        _ gaps: [Gap], moments: [GapID: [Timestamp]], at now: Timestamp
    ) -> [Gap] {
        let day = now.advanced(bySeconds: -86_400)
        let told = gaps.reduce(0) { $0 + ($1.notices ?? []).count { $0.at > day && !$0.word.isOfDraft } }
        var left = max(0, perDayMax - told)
        var changed: [Gap] = []
        for var gap in gaps {
            let words = Self.words(for: gap, moments[gap.id] ?? [], at: now).prefix(left)
            left -= words.count
            let new = (words + Self.words(ofDraft: gap, at: now)).map { GapNotice(word: $0, at: now) }
            guard !new.isEmpty else { continue }
            gap.notices = Array(((gap.notices ?? []) + new).suffix(keptMax))
            changed.append(gap)
        }
        return changed
    }

    private static func words(ofDraft gap: Gap, at now: Timestamp) -> [GapNotice.Word] {
        guard let draft = gap.draft, let word = GapNotice.Word(draft.stage),
            draft.at > now.advanced(bySeconds: -freshDays * 86_400)
        else { return [] }
        let last = gap.notices?.last { $0.word == word }?.at
        return last.map { $0 >= draft.at } ?? false ? [] : [word]
    }

    private static func words(
        for gap: Gap, _ moments: [Timestamp], at now: Timestamp
    ) -> [GapNotice.Word] {
        let fresh = now.advanced(bySeconds: -freshDays * 86_400)
        func last(_ word: GapNotice.Word) -> Timestamp? { gap.notices?.last { $0.word == word }?.at }
        var words: [GapNotice.Word] = []
        if gap.state == .published, let at = gap.verdict?.at, at > fresh, at > last(.verdict) ?? fresh {
            words.append(.verdict)
        }
        guard gap.state == .open else { return words }
        let course = GapCourse(gap, moments: moments, liveAt: nil)
        if last(.opened) == nil, let at = course?.openedAt, at > fresh { words.append(.opened) }
        let again = now.advanced(bySeconds: -growingAgainDays * 86_400)
        // What is new grows from nothing: that it was opened says enough.
        let week = now.advanced(bySeconds: -GapGrowth.days * 86_400)
        let isNew = words.contains(.opened) || (last(.opened) ?? again) > week
        if !isNew, (last(.growing) ?? again) <= again, GapGrowth(moments, at: now).isFast {
            words.append(.growing)
        }
        return words
    }
}
