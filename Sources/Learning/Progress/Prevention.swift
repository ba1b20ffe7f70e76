package import Conversations
import Kernels

/// Failed questions of a gap before and after its article, against gaps that were left alone.
package struct Prevention: Hashable, Sendable {
    /// Weeks before and after a publication that are compared: half a year on each side. Seasons cancel out
    /// by the controls, not by the memory.
    package static let weeksMax = 26
    /// Controls that are tried as if they had been changed, the largest first.
    static let placebosMax = 100
    static let weekMilliseconds: Int64 = 7 * 86_400 * 1000

    /// Why nothing can be claimed. In the order in which it is told: the first that holds.
    package enum Missing: String, Hashable, Sendable {
        /// Fewer than `ControlRatio.weeksAfterMin` whole weeks have passed.
        case weeks
        /// The gaps that were left alone have too few questions to compare with.
        case controls
        /// The interval holds none at all.
        case evidence
    }

    /// One week, counted from the publication: -1 is the last before it, 0 the first after it.
    package struct Week: Hashable, Sendable {
        package let number: Int
        package let observed: Int
        /// What the controls let expect; `nil` where there is nothing to compare.
        package let expected: Double?
    }

    /// By the controls (`ControlRatio`).
    package struct Estimate: Hashable, Sendable {
        /// Contacts that the controls let expect after the publication, and those that came.
        package let expected: Double
        package let observed: Int
        /// The difference, below 0 where more came, with its 95 % interval.
        package let prevented: Double
        package let lower: Double
        package let upper: Double
        let isDistinguishable: Bool

        init(_ ratio: ControlRatio) {
            (expected, observed, prevented) = (ratio.expected, ratio.observed, ratio.prevented)
            (lower, upper, isDistinguishable) = (ratio.lower, ratio.upper, ratio.isDistinguishable)
        }
    }

    package static let weeksAfterMin = ControlRatio.weeksAfterMin

    /// Whole weeks since the publication, at most `weeksMax`.
    package let weeksAfter: Int
    /// Questions of the controls before the publication, and those that the gap had.
    package let controlsBefore: Int
    package let before: Int
    /// `nil` where there is nothing to compare.
    package let estimate: Estimate?
    /// Whether the controls are large enough.
    let hasEnoughControls: Bool
    /// Untouched gaps that were tried as if they had been changed, and those that seemed to change.
    package let placebosTried: Int
    package let placebosFound: Int
    package let weeks: [Week]

    /// - Parameters:
    ///   - moments: when the gap's questions failed.
    ///   - controls: the same of each gap that was left alone.
    ///   - beganAt: the first moment that is known of: before it nothing was counted.
    package init(
        _ moments: [Timestamp], controls: [[Timestamp]], publishedAt: Timestamp, beganAt: Timestamp,
        now: Timestamp
    ) {
        let span = WeekSpan(publishedAt: publishedAt, beganAt: beganAt, now: now)
        weeksAfter = span.after
        let own = span.counts(moments)
        let others = controls.map(span.counts)
        let all = others.reduce(into: [Int](repeating: 0, count: own.count)) { sums, counts in
            for week in counts.indices { sums[week] += counts[week] }
        }
        let (ownBefore, ownAfter) = span.parts(own)
        let (allBefore, allAfter) = span.parts(all)
        (before, controlsBefore) = (ownBefore.reduce(0, +), allBefore.reduce(0, +))
        let ratio = ControlRatio(
            before: ownBefore, after: ownAfter, controlsBefore: allBefore, controlsAfter: allAfter)
        estimate = ratio.map(Estimate.init)
        hasEnoughControls = ratio?.hasEnoughControls ?? false
        weeks = own.indices.map { week in
            Week(
                number: week - span.before, observed: own[week],
                expected: ratio.map { $0.ratio * Double(all[week]) })
        }
        let largest = others.sorted { $0.reduce(0, +) > $1.reduce(0, +) }.prefix(Self.placebosMax)
        let placebos =
            ratio == nil || span.after < ControlRatio.weeksAfterMin
            ? []
            : Self.placebos(Array(largest), all: all, span).filter(\.hasEnoughControls)
        placebosTried = placebos.count
        placebosFound = placebos.count(where: \.isDistinguishable)
    }

    /// Each against all others, also those that are not tried themselves.
    private static func placebos(_ tried: [[Int]], all: [Int], _ span: WeekSpan) -> [ControlRatio] {
        tried.compactMap { counts in
            let rest = zip(all, counts).map { $0 - $1 }
            let (own, others) = (span.parts(counts), span.parts(rest))
            return ControlRatio(
                before: own.0, after: own.1, controlsBefore: others.0, controlsAfter: others.1)
        }
    }

    package var isDistinguishable: Bool { estimate?.isDistinguishable ?? false }
    /// Whether there is enough to compare, whatever comes of it.
    package var isMeasured: Bool { missing == nil || missing == .evidence }

    package var missing: Missing? {
        if isDistinguishable { return nil }
        if weeksAfter < ControlRatio.weeksAfterMin { return .weeks }
        return hasEnoughControls ? .evidence : .controls
    }

    /// How many of each control's questions are missing: controls are `ControlRatio.controlShareMin` times as
    /// large as the gap.
    package var controlsNeeded: Int {
        max(0, Int((ControlRatio.controlShareMin * Double(before)).rounded(.up)) - controlsBefore)
    }
}

/// Whole weeks on both sides of a publication.
private struct WeekSpan {
    let before: Int
    let after: Int
    private let start: Int64

    init(publishedAt: Timestamp, beganAt: Timestamp, now: Timestamp) {
        func weeks(_ from: Timestamp, _ to: Timestamp) -> Int {
            let weeks = (to.milliseconds - from.milliseconds) / Prevention.weekMilliseconds
            return min(Prevention.weeksMax, max(0, Int(weeks)))
        }
        before = weeks(beganAt, publishedAt)
        after = weeks(publishedAt, now)
        start = publishedAt.milliseconds - Int64(before) * Prevention.weekMilliseconds
    }

    /// One count a week, those before first.
    func counts(_ moments: [Timestamp]) -> [Int] {
        var counts = [Int](repeating: 0, count: before + after)
        for moment in moments where moment.milliseconds >= start {
            let week = Int((moment.milliseconds - start) / Prevention.weekMilliseconds)
            if week < counts.count { counts[week] += 1 }
        }
        return counts
    }

    func parts(_ counts: [Int]) -> ([Int], [Int]) {
        (Array(counts.prefix(before)), Array(counts.dropFirst(before)))
    }
}

/// What all publications prevented together.
package struct PreventionTotal: Hashable, Sendable {
    /// Publications that are old enough and have enough to compare with.
    package let measured: Int
    package let prevented: Double
    /// Its interval. All gaps share their controls, so that they err together: the ends are the sums of the
    /// ends, which is too wide rather than too narrow.
    package let lower: Double
    package let upper: Double
    package let placebosTried: Int
    package let placebosFound: Int

    package init(_ all: [Prevention]) {
        let measured = all.filter(\.isMeasured)
        let estimates = measured.compactMap(\.estimate)
        self.measured = estimates.count
        // Also where more came than was expected: to add up only what helped would always help.
        prevented = estimates.reduce(0) { $0 + $1.prevented }
        lower = estimates.reduce(0) { $0 + $1.lower }
        upper = estimates.reduce(0) { $0 + $1.upper }
        // The oldest publication has the most weeks to be deceived in.
        let oldest = measured.max { $0.weeksAfter < $1.weeksAfter }
        (placebosTried, placebosFound) = (oldest?.placebosTried ?? 0, oldest?.placebosFound ?? 0)
    }

    package var isDistinguishable: Bool { measured > 0 && lower > 0 }
}
