package import Conversations
import Kernels

/// How far a gap has come, from its first failed question to an article that visitors are answered from.
package struct GapCourse: Hashable, Sendable {
    /// A gap is worth an article from so many questions on: fewer may be a single case.
    package static let questionsMin = 3

    package let gap: GapID
    /// The first question that failed.
    package let seenAt: Timestamp
    /// The one that made it `questionsMin`.
    package let openedAt: Timestamp
    /// Somebody had a text for it, not before `openedAt`; `nil` too where an older release published it,
    /// which did not note that.
    package let draftedAt: Timestamp?
    package let publishedAt: Timestamp?
    /// A publication whose replay proves that it answers.
    package let provenAt: Timestamp?
    /// Visitors are answered by it: `LiveRate.liveAt`.
    package let liveAt: Timestamp?

    /// `nil` for a gap with fewer questions.
    ///
    /// - Parameter moments: when its questions failed, in any order.
    package init?(_ gap: Gap, moments: [Timestamp], liveAt: Timestamp?) {
        let sorted = moments.sorted()
        guard sorted.count >= Self.questionsMin else { return nil }
        self.gap = gap.id
        (seenAt, openedAt) = (sorted[0], sorted[Self.questionsMin - 1])
        publishedAt = gap.answeredAt
        draftedAt = gap.draftedAt.map { max($0, sorted[Self.questionsMin - 1]) }
        provenAt = gap.proofAt
        self.liveAt = provenAt == nil ? nil : liveAt
    }
}

extension GapCourse {
    fileprivate var tellsDrafts: Bool { draftedAt != nil || publishedAt == nil }
}

/// Improvement velocity: how long it takes from a first failed question to an article that answers it, gaps
/// that are still open counted in (`KaplanMeier`). Days.
package struct Velocity: Hashable, Sendable {
    /// Gaps whose first question lies no further back.
    package static let daysMax = 180

    /// A part of the way: each counts from the end of the one before.
    package enum Phase: String, Hashable, Sendable, CaseIterable {
        case opened
        case drafted
        case published
        case proven
        case live
    }

    /// The share of the gaps that got there within so many days, 0...1, with its 95 % interval.
    package struct Point: Hashable, Sendable {
        package let days: Double
        package let share: Double
        package let lower: Double
        package let upper: Double
        /// Watched and not there just before, and there at this time.
        package let atRisk: Int
        package let ended: Int

        init(_ step: KaplanMeier.Step) {
            (days, share) = (step.time, 1 - step.survival)
            (lower, upper) = (1 - step.upper, 1 - step.lower)
            (atRisk, ended) = (step.atRisk, step.events)
        }
    }

    /// How long a part of the way takes.
    package struct Pace: Hashable, Sendable {
        /// In days; `nil` while fewer than half got there.
        package let median: Double?
        /// Its 95 % interval; an end that is not reached is `nil`.
        package let lower: Double?
        package let upper: Double?
        /// Gaps that got there, and those that have not.
        package let ended: Int
        package let open: Int
        package let curve: [Point]

        init(_ spans: [KaplanMeier.Span]) {
            let estimate = KaplanMeier(spans)
            median = estimate.median
            (lower, upper) = estimate.medianInterval
            curve = estimate.steps.map(Point.init)
            ended = spans.count { !$0.isCensored }
            open = spans.count(where: \.isCensored)
        }
    }

    /// From the first failed question until live.
    package let whole: Pace
    package let phases: [Phase: Pace]

    package init(_ courses: [GapCourse], now: Timestamp) {
        let start = now.advanced(bySeconds: -Self.daysMax * 86_400)
        let courses = courses.filter { $0.seenAt >= start }
        func span(_ from: Timestamp, _ end: Timestamp?) -> KaplanMeier.Span {
            let milliseconds = max(0, (end ?? now).milliseconds - from.milliseconds)
            return .init(duration: Double(milliseconds) / 86_400_000, isCensored: end == nil)
        }
        whole = Pace(courses.map { span($0.seenAt, $0.liveAt) })
        phases = [
            .opened: Pace(courses.map { span($0.seenAt, $0.openedAt) }),
            .drafted: Pace(courses.filter(\.tellsDrafts).map { span($0.openedAt, $0.draftedAt) }),
            .published: Pace(courses.compactMap { one in one.draftedAt.map { span($0, one.publishedAt) } }),
            .proven: Pace(courses.compactMap { one in one.publishedAt.map { span($0, one.provenAt) } }),
            .live: Pace(courses.compactMap { one in one.provenAt.map { span($0, one.liveAt) } }),
        ]
    }
}
