package import Conversations

/// What came of all publications: of each gap, and of all together.
package struct Progress: Hashable, Sendable {
    /// A gap that was answered, and what it did since.
    package struct Answered: Hashable, Sendable {
        package let entry: GapBook.Entry
        package let publishedAt: Timestamp
        package let live: LiveRate
        package let prevention: Prevention

        package init(entry: GapBook.Entry, publishedAt: Timestamp, live: LiveRate, prevention: Prevention) {
            self.entry = entry
            self.publishedAt = publishedAt
            self.live = live
            self.prevention = prevention
        }
    }

    package let at: Timestamp
    /// The latest publication first.
    package let answered: [Answered]
    package let live: LiveRate
    package let prevention: PreventionTotal
    package let velocity: Velocity
    /// The gaps that the velocity is of, the latest first.
    package let courses: [GapCourse]
    package let digest: Digest
    /// All gaps that are named here.
    package let entries: [GapID: GapBook.Entry]
}

extension Progress {
    /// One week around the publications, of all gaps that are measured.
    package struct Week: Hashable, Sendable {
        package let number: Int
        package var observed: Int
        package var expected: Double
        /// So many of the gaps have such a week.
        package var gaps: Int
    }

    /// Weeks before and after that a picture shows.
    package static let weeksShown = 12

    /// Failed questions of all measured gaps, their publications laid upon each other.
    package var weeks: [Week] {
        var weeks: [Int: Week] = [:]
        for one in answered where one.prevention.isMeasured {
            for week in one.prevention.weeks where abs(week.number) <= Self.weeksShown {
                guard let expected = week.expected else { continue }
                var sum = weeks[week.number] ?? Week(number: week.number, observed: 0, expected: 0, gaps: 0)
                sum.observed += week.observed
                sum.expected += expected
                sum.gaps += 1
                weeks[week.number] = sum
            }
        }
        return weeks.values.sorted { $0.number < $1.number }
    }
}

/// What happened to gaps in the last seven days: one page for a team's meeting.
package struct Digest: Hashable, Sendable {
    package static let days = 7
    /// Named of each kind: more would not go on one page.
    package static let gapsMax = 8

    package let from: Timestamp
    package let to: Timestamp
    /// Gaps that got enough questions to be told of.
    package let opened: [GapID]
    package let growing: [GapID]
    /// Also those that were published again, by their last verdict.
    package let published: [GapID]
    /// Open gaps with enough questions, of any age.
    package let openCount: Int

    /// - Parameter moments: when the questions of each gap failed.
    init(_ entries: [GapBook.Entry], moments: [GapID: [Timestamp]], at now: Timestamp) {
        let start = now.advanced(bySeconds: -Self.days * 86_400)
        (from, to) = (start, now)
        let open = entries.filter { $0.gap.state == .open }
        opened = open.filter { entry in
            GapCourse(entry.gap, moments: moments[entry.gap.id] ?? [], liveAt: nil)
                .map { $0.openedAt > start } ?? false
        }.map(\.gap.id)
        growing = open.filter { GapGrowth(moments[$0.gap.id] ?? [], at: now).isFast }.map(\.gap.id)
        published = entries.filter { $0.gap.state == .published && ($0.gap.verdict?.at ?? start) > start }
            .map(\.gap.id)
        openCount = open.count { $0.questions >= GapCourse.questionsMin }
    }
}
