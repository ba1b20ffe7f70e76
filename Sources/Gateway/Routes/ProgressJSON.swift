import Conversations
import Learning

/// Numbers after publications, each with its interval and what it rests on, as JSON.
enum ProgressJSON {
    static func live(_ live: LiveRate) -> JSON {
        [
            "answered": .count(live.answered), "of": .count(live.questions),
            "low": live.questions == 0 ? .null : .number(live.lower),
            "high": live.questions == 0 ? .null : .number(live.upper),
            "live_at": live.liveAt.map { .int($0.milliseconds) } ?? .null,
        ]
    }

    static func prevention(_ one: Prevention) -> JSON {
        [
            "is_distinguishable": .bool(one.isDistinguishable),
            "missing": .optional(one.missing?.rawValue),
            "count": .optional(one.estimate?.prevented), "low": .optional(one.estimate?.lower),
            "high": .optional(one.estimate?.upper), "expected": .optional(one.estimate?.expected),
            "observed": one.estimate.map { .count($0.observed) } ?? .null,
            "weeks": .count(one.weeksAfter), "weeks_needed": .count(Prevention.weeksAfterMin),
            "questions_before": .count(one.before), "control_questions": .count(one.controlsBefore),
            "control_questions_needed": .count(one.controlsNeeded),
            "placebos": .count(one.placebosTried), "placebos_found": .count(one.placebosFound),
            "by_week": .array(one.weeks.map(week)),
        ]
    }

    private static func week(_ week: Prevention.Week) -> JSON {
        [
            "week": .count(week.number), "observed": .count(week.observed),
            "expected": .optional(week.expected),
        ]
    }

    static func total(_ progress: Progress) -> JSON {
        let total = progress.prevention
        return [
            "is_distinguishable": .bool(total.isDistinguishable), "measured": .count(total.measured),
            "of": .count(progress.answered.count), "count": .number(total.prevented),
            "low": .number(total.lower), "high": .number(total.upper),
            "placebos": .count(total.placebosTried), "placebos_found": .count(total.placebosFound),
            "weeks_needed": .count(Prevention.weeksAfterMin),
        ]
    }

    static func velocity(_ velocity: Velocity) -> JSON {
        [
            "days": .count(Velocity.daysMax), "questions_min": .count(GapCourse.questionsMin),
            "whole": pace(velocity.whole),
            "phases": .array(
                Velocity.Phase.allCases.compactMap { phase in
                    velocity.phases[phase].map {
                        .object(["phase": .string(phase.rawValue), "pace": pace($0)])
                    }
                }),
            "curve": .array(velocity.whole.curve.map(point)),
        ]
    }

    private static func pace(_ pace: Velocity.Pace) -> JSON {
        [
            "median": .optional(pace.median), "low": .optional(pace.lower), "high": .optional(pace.upper),
            "ended": .count(pace.ended), "open": .count(pace.open),
        ]
    }

    /// The share that is live by then.
    private static func point(_ point: Velocity.Point) -> JSON {
        [
            "days": .number(point.days), "share": .number(point.share), "low": .number(point.lower),
            "high": .number(point.upper), "at_risk": .count(point.atRisk), "live": .count(point.ended),
        ]
    }

    static func course(_ course: GapCourse) -> JSON {
        func moment(_ at: Timestamp?) -> JSON { at.map { .int($0.milliseconds) } ?? .null }
        return [
            "gap": .string(course.gap.value), "seen_at": moment(course.seenAt),
            "opened_at": moment(course.openedAt), "drafted_at": moment(course.draftedAt),
            "published_at": moment(course.publishedAt), "proven_at": moment(course.provenAt),
            "live_at": moment(course.liveAt),
        ]
    }

    static func weeks(_ weeks: [Progress.Week]) -> JSON {
        .array(
            weeks.map {
                [
                    "week": .count($0.number), "observed": .count($0.observed),
                    "expected": .number($0.expected), "gaps": .count($0.gaps),
                ]
            })
    }

    static func digest(_ digest: Digest) -> JSON {
        func ids(_ gaps: [GapID]) -> JSON { .texts(gaps.prefix(Digest.gapsMax).map(\.value)) }
        return [
            "from": .int(digest.from.milliseconds), "to": .int(digest.to.milliseconds),
            "opened": ids(digest.opened), "growing": ids(digest.growing), "published": ids(digest.published),
            "opened_count": .count(digest.opened.count), "growing_count": .count(digest.growing.count),
            "published_count": .count(digest.published.count), "open_count": .count(digest.openCount),
        ]
    }

    static func notice(_ gap: GapID, _ notice: GapNotice) -> JSON {
        [
            "gap": .string(gap.value), "word": .string(notice.word.rawValue),
            "at": .int(notice.at.milliseconds),
        ]
    }

    static func asked(_ story: AskedStory) -> JSON {
        let one = story.asked
        return [
            "conversation": .string(one.id.conversation.value), "at": .int(one.at.milliseconds),
            "text": .optional(story.text), "is_answered": .bool(one.isAnswered),
            "is_solved": .bool(one.isSolved),
        ]
    }
}
