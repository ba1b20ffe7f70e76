import Conversations
import Foundation
import Learning
import Testing

/// What came of a publication: how much is claimed, and when nothing is.
@Suite struct ProgressTests {
    private static let day: Int64 = 86_400_000
    /// A Monday; weeks are counted from the publication, whatever the day.
    private static let published = Timestamp(milliseconds: 1_795_339_200_000)

    private static func at(_ days: Double) -> Timestamp {
        Timestamp(milliseconds: published.milliseconds + Int64(days * Double(day)))
    }

    /// So many questions a week, evenly, from one week up to another.
    private static func weekly(_ count: Int, from: Int, to: Int) -> [Timestamp] {
        (from..<to).flatMap { week in
            (0..<count).map { at(Double(week) * 7 + 7 * (Double($0) + 0.5) / Double(count)) }
        }
    }

    private static func asked(
        _ number: Int, day: Double, answered: Bool = true, failed: Bool = false
    ) -> AskedQuestion {
        AskedQuestion(
            id: EscalationID(conversation: id("conversation-\(number)"), seq: 1), at: at(day),
            candidate: "refunds", isAnswered: answered, hasFailed: failed, gap: nil)
    }

    /// A gap as it lies in its row.
    private static func gap(_ name: String, _ fields: [String: Any]) throws -> Gap {
        let row = fields.merging([
            "id": GapID(of: name).value, "openedAt": at(-60).milliseconds, "changedAt": at(0).milliseconds,
            "terms": [String](),
        ]) { own, _ in own }
        return try JSONDecoder().decode(Gap.self, from: JSONSerialization.data(withJSONObject: row))
    }

    private static func verdict(_ word: String, at time: Timestamp) -> [String: Any] {
        [
            "word": word, "questions": 3, "before": 0, "after": 3, "tried": 0, "broken": 0,
            "at": time.milliseconds,
        ]
    }

    private func prevention(
        _ own: [Timestamp], controls: [[Timestamp]], weeksAfter: Int
    ) -> Prevention {
        Prevention(
            own, controls: controls, publishedAt: Self.published, beganAt: Self.at(-26 * 7 - 1),
            now: Self.at(Double(weeksAfter) * 7 + 1))
    }

    @Test func `questions that stay away against gaps that go on are prevented contacts`() throws {
        let controls = (0..<8).map { _ in Self.weekly(4, from: -26, to: 6) }
        let own = Self.weekly(5, from: -26, to: 0) + Self.weekly(1, from: 0, to: 6)
        let one = prevention(own, controls: controls, weeksAfter: 6)
        #expect(one.isDistinguishable && one.missing == nil)
        let found = try #require(one.estimate)
        #expect(abs(found.expected - 30) < 1e-9 && found.observed == 6 && found.lower > 10)
        // The gaps that nobody answered show no such thing.
        #expect(one.placebosTried == 8 && one.placebosFound == 0)
        #expect(one.weeks.first?.number == -26 && one.weeks.last?.number == 5)
        #expect(one.weeks.last?.observed == 1 && abs((one.weeks.last?.expected ?? 0) - 5) < 1e-9)
    }

    @Test func `a season that everybody has prevents nothing`() {
        let controls = (0..<8).map { _ in
            Self.weekly(4, from: -26, to: 0) + Self.weekly(1, from: 0, to: 6)
        }
        let own = Self.weekly(4, from: -26, to: 0) + Self.weekly(1, from: 0, to: 6)
        let one = prevention(own, controls: controls, weeksAfter: 6)
        #expect(!one.isDistinguishable && one.missing == .evidence && one.isMeasured)
    }

    @Test func `what is missing is said: weeks first, then something to compare with`() {
        let controls = [Self.weekly(4, from: -26, to: 3)]
        let own = Self.weekly(5, from: -26, to: 0)
        let young = prevention(own, controls: controls, weeksAfter: 3)
        #expect(young.missing == .weeks && young.weeksAfter == 3 && !young.isMeasured)
        let alone = prevention(own, controls: [Self.weekly(4, from: -26, to: 6)], weeksAfter: 6)
        #expect(alone.missing == .controls && alone.controlsNeeded == 5 * 130 - 104)
        #expect(prevention(own, controls: [], weeksAfter: 6).missing == .controls)
        // A publication of this minute, or the first day of all, has no week on either side.
        let first = Prevention(
            [], controls: [], publishedAt: Self.published, beganAt: Self.published, now: Self.published)
        #expect(first.missing == .weeks && first.weeks.isEmpty)
    }

    @Test func `all together also counts what came more often than expected`() {
        let controls = (0..<8).map { _ in Self.weekly(4, from: -26, to: 6) }
        let less = prevention(Self.weekly(5, from: -26, to: 0), controls: controls, weeksAfter: 6)
        let more = prevention(
            Self.weekly(5, from: -26, to: 0) + Self.weekly(9, from: 0, to: 6), controls: controls,
            weeksAfter: 6)
        let young = prevention(Self.weekly(5, from: -26, to: 0), controls: controls, weeksAfter: 2)
        #expect(PreventionTotal([less, young]).isDistinguishable)
        #expect(PreventionTotal([less, young]).measured == 1)
        let both = PreventionTotal([less, more])
        #expect(both.measured == 2 && !both.isDistinguishable)
        #expect(abs(both.prevented - (30 - 24)) < 1e-6)
        #expect(!PreventionTotal([]).isDistinguishable)
    }

    @Test func `an article is live from the fifth question on, when six in ten are answered`() {
        #expect(LiveRate([AskedQuestion]()).share == nil)
        let asked = [
            Self.asked(1, day: 1), Self.asked(2, day: 2, failed: true), Self.asked(3, day: 3),
            Self.asked(4, day: 4, answered: false, failed: true), Self.asked(5, day: 5, failed: true),
            Self.asked(6, day: 6), Self.asked(7, day: 7),
            // Asked back, or on its way: neither.
            Self.asked(8, day: 8, answered: false),
        ]
        let rate = LiveRate(asked.shuffled())
        #expect(rate.answered == 4 && rate.questions == 7 && rate.liveAt == nil)
        let later = LiveRate(asked + [Self.asked(9, day: 9)])
        #expect(later.answered == 5 && later.questions == 8 && later.liveAt == Self.at(9))
        #expect(later.lower > 0.3 && later.upper < 0.9)
    }

    @Test func `velocity counts what is open for as long as it has been`() throws {
        func course(
            _ name: String, seen: Double, drafted: Double?, published: Double?, live: Double?
        ) throws -> GapCourse {
            var fields: [String: Any] = ["state": published == nil ? "open" : "published"]
            if let drafted { fields["draftedAt"] = Self.at(drafted).milliseconds }
            if let published { fields["verdict"] = Self.verdict("proves", at: Self.at(published)) }
            return try #require(
                GapCourse(
                    try Self.gap(name, fields), moments: [seen, seen + 1, seen + 2].map(Self.at),
                    liveAt: live.map(Self.at)))
        }
        let courses = [
            try course("a", seen: -40, drafted: -36, published: -34, live: -30),
            // Tried when it was a single case: the way begins with the third question.
            try course("b", seen: -40, drafted: -39, published: -30, live: -20),
            try course("c", seen: -40, drafted: nil, published: nil, live: nil),
            try course("d", seen: -40, drafted: -33, published: nil, live: nil),
            // An older release published it and did not note when somebody had a text.
            try course("e", seen: -40, drafted: nil, published: -30, live: -20),
        ]
        let velocity = Velocity(courses, now: Self.published)
        // Of five, the third is live after 20 days; two have been open for 40.
        #expect(velocity.whole.median == 20 && velocity.whole.open == 2)
        #expect(velocity.phases[.opened]?.median == 2)
        #expect(velocity.phases[.drafted]?.ended == 3 && velocity.phases[.drafted]?.open == 1)
        #expect(velocity.phases[.published]?.ended == 2 && velocity.phases[.published]?.open == 1)
        #expect(velocity.phases[.published]?.median == 8)
        #expect(velocity.phases[.proven]?.median == 0)
        #expect(velocity.phases[.live]?.median == 10)
        // What lies too far back counts no longer.
        #expect(Velocity(courses, now: Self.at(200)).whole.ended == 0)
    }

    @Test func `a gap without three questions, or opened again, has come nowhere`() throws {
        let open = try Self.gap("a", ["state": "open", "verdict": Self.verdict("proves", at: Self.at(-5))])
        #expect(GapCourse(open, moments: [Self.at(-9), Self.at(-8)], liveAt: nil) == nil)
        let course = try #require(
            GapCourse(open, moments: [-9, -8, -7].map(Self.at), liveAt: Self.at(-1)))
        #expect(course.publishedAt == nil && course.provenAt == nil && course.liveAt == nil)
        let partly = try Self.gap(
            "b", ["state": "published", "verdict": Self.verdict("partly", at: Self.at(-5))])
        #expect(partly.answeredAt == Self.at(-5) && partly.proofAt == nil)
    }

    @Test func `growing fast is what a steady rate does not explain`() {
        func growth(_ now: Int, before: Int) -> GapGrowth {
            GapGrowth(
                (0..<now).map { Self.at(-0.1 - Double($0) * 0.1) }
                    + (0..<before).map { Self.at(-7.5 - 27 * Double($0) / Double(max(1, before))) },
                at: Self.published)
        }
        #expect(growth(5, before: 0).isFast && !growth(4, before: 0).isFast)
        #expect(growth(9, before: 8).isFast && !growth(5, before: 8).isFast)
        #expect(!growth(20, before: 60).isFast && growth(32, before: 60).isFast)
        #expect(growth(9, before: 8).now == 9 && growth(9, before: 8).before == 8)
    }

    @Test func `an editor is told of each thing once, and of no more than a day holds`() throws {
        let old = try Self.gap("old", ["state": "open"])
        let new = try Self.gap("new", ["state": "open"])
        let proven = try Self.gap(
            "proven", ["state": "published", "verdict": Self.verdict("proves", at: Self.at(-1))])
        let moments = [
            old.id: Self.weekly(1, from: -12, to: -1) + (1...9).map { Self.at(-0.1 * Double($0)) },
            new.id: [-3, -2, -1].map(Self.at),
        ]
        let told = GapNotices.due([old, new, proven], moments: moments, at: Self.published)
        #expect(told.map(\.id) == [old.id, new.id, proven.id])
        #expect(told.flatMap { $0.notices ?? [] }.map(\.word) == [.growing, .opened, .verdict])
        #expect(GapNotices.due(told, moments: moments, at: Self.at(0.5)).isEmpty)
        let many = try (0..<50).map { try Self.gap("many-\($0)", ["state": "open"]) }
        let all = Dictionary(uniqueKeysWithValues: many.map { ($0.id, [-3, -2, -1].map(Self.at)) })
        let first = GapNotices.due(many, moments: all, at: Self.published)
        #expect(first.count == GapNotices.perDayMax)
        // The rest comes the next day while it is news, and never afterwards.
        let rest = many.filter { gap in !first.contains { $0.id == gap.id } }
        #expect(GapNotices.due(first + rest, moments: all, at: Self.at(0.9)).isEmpty)
        let fresh = all.mapValues { $0.map { $0.advanced(bySeconds: 86_400) } }
        #expect(GapNotices.due(first + rest, moments: fresh, at: Self.at(1.1)).count == GapNotices.perDayMax)
        #expect(GapNotices.due(first + rest, moments: all, at: Self.at(3)).isEmpty)
    }
}
