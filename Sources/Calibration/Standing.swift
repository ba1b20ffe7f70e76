package import Conversations
package import Retrieval

/// A threshold with what it rests on.
package struct Standing: Hashable, Sendable, Codable {
    package enum Basis: String, Hashable, Sendable, Codable {
        /// Answers that were drawn and judged.
        case audit
        /// Those, and what people answered where Baton did not.
        case shadow
        /// Too little was judged: the fit on the library itself, which is conservative and no promise.
        case dayZero = "day_zero"
        /// Nothing was fitted yet: a constant, which is no promise either.
        case standard
        /// Recent answers erred too often: moved to the safe side.
        case drift
        /// An area that errs more often than allowed, though too few are judged there for a threshold of its
        /// own: moved to the safe side.
        case worse
    }

    /// Answers are given from this confidence on, 0...1.
    package let threshold: Double
    package let basis: Basis
    /// The true error rate is at most this; `nil` where nothing is promised.
    package let upperBound: Double?
    package let judged: Judged

    package var isPromised: Bool { upperBound != nil }

    package init(threshold: Double, basis: Basis, upperBound: Double? = nil, judged: Judged = Judged()) {
        self.threshold = threshold
        self.basis = basis
        self.upperBound = upperBound
        self.judged = judged
    }

    init(_ bound: Bound) {
        self.init(
            threshold: bound.threshold, basis: bound.restsOnShadow ? .shadow : .audit,
            upperBound: bound.upperBound, judged: bound.judged)
    }
}

/// What was decided about thresholds from outcomes: shared by all nodes, and the only thing that they need.
package struct CalibrationState: Hashable, Sendable, Codable {
    /// The last move to the safe side.
    package struct Drift: Hashable, Sendable, Codable {
        package let at: Timestamp
        /// `nil` for the whole.
        package let area: String?
        package let from: Double
        package let to: Double
        /// Audits since the move before, and how many of them were wrong.
        package let judged: Int
        package let wrong: Int
    }

    /// Areas with a threshold of their own; the rest follows the whole.
    package static let areasMax = 50

    /// The fitted model in force by its version; `nil` for the one that the library itself gives.
    package var version: String?
    /// A person chose `version`, or chose none: no fit is taken by itself until a person says otherwise.
    package var isPinned = false
    /// The constants of the fusion that `version` belongs to; `nil` for the standard ones.
    package private(set) var constants: FusionConstants?
    /// For which these were decided, and by the confidences of which model.
    package var promise: ErrorPromise?
    package var model: String?
    /// `nil` while too little is judged.
    package var whole: Standing?
    package var areas: [String: Standing] = [:]
    package var drift: Drift?
    /// What was decided before says nothing any more.
    package var since: Timestamp?
    /// Fits made so far, and how many labelled outcomes the last of them saw.
    package var fits = 0
    package var fittedOutcomes = 0
    /// Questions with a known article that the fusion was last fitted on; `nil` before.
    package var fusedOutcomes: Int?
    /// Answers of a day, on average over the last week; `nil` before anything was looked at.
    package var answersPerDay: Int?
    /// When `whole` last changed its threshold or basis.
    package var movedAt: Timestamp?
    /// What moves of `whole` changed, the latest last; `nil` in a state of an older release.
    package internal(set) var moves: [ThresholdMove]?

    package init() {}

    /// The share of the answers that is drawn to be judged, 0...1: what is asked for, and more where that
    /// would be too few a day to ever know enough.
    package func auditRate(share: Double, daily: Int) -> Double {
        max(share, min(1, Double(daily) / Double(max(1, answersPerDay ?? 0))))
    }

    /// By which words and vectors are added up.
    package var fusion: FusionConstants { constants ?? .standard }

    /// Puts a version in force; `nil` for what the library itself gives by the standard constants.
    ///
    /// Thresholds are on the scale of one model's confidences: they begin anew with another.
    mutating func use(_ chosen: ConfidenceVersion?) {
        if chosen?.constants != constants { fittedOutcomes = 0 }
        version = chosen?.name
        constants = chosen?.constants
        model = nil
        whole = nil
        areas = [:]
    }

    /// The outcomes whose measures are those that the fusion in force gives: others have another scale.
    package func comparable(_ outcomes: [Outcome]) -> [Outcome] {
        outcomes.filter { $0.confidence == nil || $0.constants == fusion }
    }
}
