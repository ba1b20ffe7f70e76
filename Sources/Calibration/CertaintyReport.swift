package import Conversations
import Kernels
import Retrieval

/// How sure Baton is, and what that rests on: everything that the page shows, added up from one window of
/// outcomes. Pure.
package struct CertaintyReport: Sendable {
    package static let pointsMax = 100
    static let binCount = 10
    static let intervalCertainty = 0.975

    /// Confidences of one width, against how many were right.
    package struct Bin: Hashable, Sendable {
        package let from: Double
        package let to: Double
        package let judged: Int
        package let right: Int
        /// `nil` in an empty bin, like the two ends of the 95 % interval.
        package let meanConfidence: Double?
        package let rightLow: Double?
        package let rightHigh: Double?
    }

    /// What a threshold would answer, and how often it would err.
    package struct Point: Hashable, Sendable {
        package let threshold: Double
        /// The share of all questions at or above it, 0...1.
        package let coverage: Double
        /// The share of wrong ones among the judged; `nil` without any.
        package let error: Double?
        package let upperBound: Double?
        package let judged: Int
        package let wrong: Int
    }

    package struct Area: Hashable, Sendable {
        package let area: String
        package let standing: Standing
        package let isOwn: Bool
        package let judged: Judged
        package let answered: Int
        package let handedOver: Int
        package let coverage: Double?
    }

    package struct Counts: Hashable, Sendable {
        package var answered = 0
        package var handedOver = 0
        package var drawn = 0
        package var waiting = 0
        package var right = 0
        package var wrong = 0
        package var cantTell = 0
        package var contested = 0
        package var shadowRight = 0
        package var shadowWrong = 0
        package var withoutConfidence = 0
        package var from: Timestamp?
        package var to: Timestamp?

        package var judged: Int { right + wrong + cantTell + contested }
    }

    package let promise: ErrorPromise
    package let model: String
    package let standing: Standing
    /// Audits and shadow answers at or above the threshold, also where they are too few for a promise.
    package let judged: Judged
    package let coverage: Double?
    package let counts: Counts
    package let bins: [Bin]
    package let curve: [Point]
    package let areas: [Area]

    package init(
        _ outcomes: [Outcome], window: ScoredWindow, board: ThresholdBoard, promise: ErrorPromise
    ) {
        self.promise = promise
        model = window.model.version
        let standing = board.standing(of: nil, under: window.model.version)
        self.standing = standing
        judged = BoundSearch.judged(window.usable, from: standing.threshold)
        coverage = Self.coverage(window.all, from: standing.threshold)
        counts = Self.counts(outcomes)
        bins = Self.bins(window.all)
        curve = Self.curve(window, BoundSearch(errorMax: promise.errorMax, certainty: promise.certainty))
        areas = Self.areas(window, board)
    }

    /// `nil` without any question.
    static func coverage(_ scored: [Scored], from threshold: Double) -> Double? {
        let reachable = scored.filter { $0.outcome.isAnswered || $0.outcome.isHeldBack }
        guard !scored.isEmpty else { return nil }
        return Double(reachable.count { $0.confidence >= threshold }) / Double(scored.count)
    }

    private static func counts(_ outcomes: [Outcome]) -> Counts {
        var counts = Counts()
        counts.from = outcomes.map(\.at).min()
        counts.to = outcomes.map(\.at).max()
        for outcome in outcomes {
            if outcome.isAnswered { counts.answered += 1 } else { counts.handedOver += 1 }
            if outcome.auditRate != nil { counts.drawn += 1 }
            if outcome.isWaiting { counts.waiting += 1 }
            if outcome.isAnswered, outcome.confidence == nil { counts.withoutConfidence += 1 }
            switch (outcome.source, outcome.label) {
            case (.audit, .right): counts.right += 1
            case (.audit, .wrong): counts.wrong += 1
            case (.audit, .cantTell): counts.cantTell += 1
            case (.audit, .contested): counts.contested += 1
            case (.shadow, .right): counts.shadowRight += 1
            case (.shadow, .wrong): counts.shadowWrong += 1
            default: break
            }
        }
        return counts
    }

    private static func bins(_ scored: [Scored]) -> [Bin] {
        (0..<binCount).map { index in
            let from = Double(index) / Double(binCount)
            let to = Double(index + 1) / Double(binCount)
            let inside = scored.filter {
                $0.isRight != nil && $0.confidence >= from && ($0.confidence < to || index == binCount - 1)
            }
            let (judged, right) = (inside.count, inside.count { $0.isRight == true })
            let mean = inside.reduce(0) { $0 + $1.confidence } / Double(max(1, judged))
            let low = ClopperPearson.lower(errors: right, of: judged, certainty: intervalCertainty)
            let high = ClopperPearson.upper(errors: right, of: judged, certainty: intervalCertainty)
            let isEmpty = judged == 0
            return Bin(
                from: from, to: to, judged: judged, right: right, meanConfidence: isEmpty ? nil : mean,
                rightLow: isEmpty ? nil : low, rightHigh: isEmpty ? nil : high)
        }
    }

    private static func curve(_ window: ScoredWindow, _ search: BoundSearch) -> [Point] {
        let sorted = window.all.sorted { $0.confidence > $1.confidence }
        guard !sorted.isEmpty else { return [] }
        var (points, reached, judged, wrong) = ([Point](), 0, 0, 0)
        let step = max(1, sorted.count / pointsMax + (sorted.count % pointsMax == 0 ? 0 : 1))
        for (index, scored) in sorted.enumerated() {
            if scored.outcome.isAnswered || scored.outcome.isHeldBack { reached += 1 }
            if let isRight = scored.isRight {
                judged += 1
                if !isRight { wrong += 1 }
            }
            let isLast = index + 1 == sorted.count
            guard (index + 1).isMultiple(of: step) || isLast else { continue }
            points.append(
                Point(
                    threshold: scored.confidence, coverage: Double(reached) / Double(sorted.count),
                    error: judged == 0 ? nil : Double(wrong) / Double(judged),
                    upperBound: judged == 0 ? nil : search.upper(wrong, judged), judged: judged, wrong: wrong)
            )
        }
        return points
    }

    /// The worst first.
    private static func areas(_ window: ScoredWindow, _ board: ThresholdBoard) -> [Area] {
        let grouped = Dictionary(grouping: window.all.filter { $0.outcome.area != nil }) {
            $0.outcome.area ?? ""
        }
        let own = board.state.areas
        let areas = grouped.map { name, scored in
            let standing = board.standing(of: name, under: window.model.version)
            return Area(
                area: name, standing: standing, isOwn: own[name] == standing,
                judged: BoundSearch.judged(scored, from: standing.threshold),
                answered: scored.count { $0.outcome.isAnswered },
                handedOver: scored.count { !$0.outcome.isAnswered },
                coverage: coverage(scored, from: standing.threshold))
        }
        let sorted = areas.sorted { one, other in
            (one.errorShare, one.answered, other.area) > (other.errorShare, other.answered, one.area)
        }
        return Array(sorted.prefix(CalibrationState.areasMax))
    }
}

extension CertaintyReport.Area {
    /// 0 where nothing was judged.
    fileprivate var errorShare: Double { Double(judged.auditErrors) / Double(max(1, judged.audits)) }
}
