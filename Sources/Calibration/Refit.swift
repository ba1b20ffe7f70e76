import Conversations
import Kernels
import Retrieval

/// Fits a model anew on what people came to know, and says whether it is better than the one in force. Pure.
struct Refit: Sendable {
    /// Labelled outcomes for a first fit, of either kind; and how many more of them for the next one.
    static let labelledMin = 200
    static let eachKindMin = 20
    static let growthMin = 1.2
    /// Held-out outcomes below which nothing can be compared.
    static let heldOutMin = 50
    /// An outcome that was this unlikely to be seen speaks for as many others, and no more: a few rows would
    /// decide everything otherwise.
    static let weightMax = 20.0
    /// So much may the order of confidences seem worse by chance while their values get better.
    static let aurocSlack = 0.005

    let promise: ErrorPromise

    /// Whether it is time for another fit.
    static func isDue(_ outcomes: [Outcome], _ state: CalibrationState) -> Bool {
        let labels = outcomes.compactMap { sampled($0) }
        let right = labels.count(where: \.self)
        return labels.count >= labelledMin && min(right, labels.count - right) >= eachKindMin
            && Double(labels.count) >= Double(state.fittedOutcomes) * growthMin
    }

    static func labelled(_ outcomes: [Outcome]) -> Int { outcomes.count { sampled($0) != nil } }

    private static func sampled(_ outcome: Outcome) -> Bool? {
        outcome.source == nil || outcome.confidence == nil ? nil : outcome.label?.isRight
    }

    /// The new version, which is taken when it is better than `current`, each held against outcomes that it
    /// was not fitted on; `nil` when nothing can be fitted.
    ///
    /// - Parameters:
    ///   - name: of the new version.
    ///   - current: the one in force.
    ///   - crossFit: judges what that was fitted on.
    func fit(
        _ outcomes: [Outcome], name: String, against current: ConfidenceModel, crossFit: CrossFit?,
        at now: Timestamp
    ) -> ConfidenceVersion? {
        let weights = Weights(outcomes)
        let known = outcomes.compactMap { outcome -> Known? in
            guard let isRight = Self.sampled(outcome) else { return nil }
            let weight = min(Self.weightMax, weights.weight(of: outcome))
            let sample = ConfidenceSample(measures: outcome.measures, isRight: isRight, weight: weight)
            return Known(outcome: outcome, sample: sample)
        }
        guard let model = Self.model(known.map(\.sample), name), let to = known.map(\.outcome.at).max()
        else { return nil }
        let parts = (0..<CrossFit.parts).compactMap { part in
            Self.model(known.filter { $0.part != part }.map(\.sample), name)
        }
        guard parts.count == CrossFit.parts else { return nil }
        let fit = CrossFit(models: parts, upTo: to)
        var version = ConfidenceVersion(model, madeAt: now, isTaken: false, why: "")
        version.crossFit = fit
        version.samples = known.count
        (version.from, version.to) = (known.map(\.outcome.at).min(), to)
        func metrics(_ probability: (Outcome) -> Double) -> ConfidenceVersion.Metrics {
            .init(known.map { (probability($0.outcome), $0.sample.isRight) }, errorMax: promise.errorMax)
        }
        version.metrics = metrics { fit.probability(of: $0) ?? model.probability($0.measures) }
        version.before = metrics { crossFit?.probability(of: $0) ?? current.probability($0.measures) }
        let complaint = complaint(version)
        version.why = complaint ?? "better on held-out outcomes"
        version.isTaken = complaint == nil
        return version
    }

    /// An outcome of which is known whether it was right.
    private struct Known {
        let outcome: Outcome
        let sample: ConfidenceSample

        var part: Int { CrossFit.part(of: outcome.conversation) }
    }

    /// Only what is there in every record may be learned from: what was measured of drafts is not, where
    /// nothing was drafted, and its absence would give the label away.
    private static func model(_ samples: [ConfidenceSample], _ name: String) -> ConfidenceModel? {
        ConfidenceModel.fit(samples, features: Confidence.features, version: name)
    }

    /// Why a version is not taken; `nil` when it is better.
    private func complaint(_ version: ConfidenceVersion) -> String? {
        guard let new = version.metrics, let old = version.before, new.heldOut >= Self.heldOutMin else {
            return "too few held-out outcomes to compare"
        }
        guard let brier = new.brier, let brierBefore = old.brier, let auroc = new.auroc,
            let aurocBefore = old.auroc
        else { return "the held-out outcomes are of one kind" }
        if brier >= brierBefore { return "worse on held-out outcomes: its confidences are further off" }
        if auroc < aurocBefore - Self.aurocSlack {
            return "worse on held-out outcomes: it tells right from wrong less well"
        }
        return nil
    }
}

/// How many decisions a labelled one speaks for: the inverse of the chance that it was looked at.
struct Weights: Sendable {
    /// Of confidences, so that shadow answers are weighed by how often people name an article for such
    /// questions.
    static let bins = 10

    /// The share of unanswered questions that people named an article for, by confidence; above 0.
    private let named: [Double]

    init(_ outcomes: [Outcome]) {
        var counts = [(all: Int, named: Int)](repeating: (0, 0), count: Self.bins)
        for outcome in outcomes where !outcome.isAnswered {
            guard let bin = Self.bin(outcome) else { continue }
            counts[bin].all += 1
            if outcome.source == .shadow { counts[bin].named += 1 }
        }
        // One more of each, so that an empty bin says nothing extreme.
        named = counts.map { Double($0.named + 1) / Double($0.all + 1) }
    }

    func weight(of outcome: Outcome) -> Double {
        switch outcome.source {
        case .audit: 1 / max(outcome.auditRate ?? 1, .leastNormalMagnitude)
        case .shadow: Self.bin(outcome).map { 1 / named[$0] } ?? 1
        case nil: 0
        }
    }

    private static func bin(_ outcome: Outcome) -> Int? {
        outcome.confidence.map { min(bins - 1, max(0, Int($0 * Double(bins)))) }
    }
}
