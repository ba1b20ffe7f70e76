import Kernels

/// The lowest threshold above which the error rate is shown to be allowed, and what that rests on.
package struct Bound: Hashable, Sendable, Codable {
    /// Answers are given from this confidence on, 0...1.
    package let threshold: Double
    /// The true error rate is at most this, with the operator's certainty; 0...1.
    package let upperBound: Double
    package let judged: Judged
    /// Whether it would not hold without what people answered where Baton did not.
    package let restsOnShadow: Bool
}

/// How many were judged, by where the judgement came from.
package struct Judged: Hashable, Sendable, Codable {
    package var audits = 0
    package var auditErrors = 0
    package var shadows = 0
    package var shadowErrors = 0

    package init() {}

    var count: Int { audits + shadows }

    mutating func add(_ scored: Scored) {
        guard let isRight = scored.isRight, let source = scored.outcome.source else { return }
        switch source {
        case .audit:
            audits += 1
            if !isRight { auditErrors += 1 }
        case .shadow where scored.outcome.isHeldBack:
            shadows += 1
            if !isRight { shadowErrors += 1 }
        // A question that another rule kept from people's eyes would not be answered below either.
        case .shadow: break
        }
    }
}

/// Chooses a threshold by fixed-sequence testing, as `FixedSequence` says.
///
/// Above a threshold lie two kinds of questions. Those that were answered: the audit is a random sample of
/// them, in which each answer speaks for as many as its chance of being drawn says. Those that a higher
/// threshold held back at the time: what Baton would have said is held against the article that a person
/// named. Each kind has the bound of Clopper and Pearson, and the error rate above the threshold is at most
/// their sum, weighted by how many questions are of each kind. The chance to be wrong is divided between the
/// two bounds by the same weights (Bonferroni), so that the sum holds with the operator's certainty, however
/// few of one kind there are. A kind of which nothing was judged counts as all wrong.
///
/// People choose which questions they name an article for, so the second is weaker than a random sample. It
/// opens the door to a lower threshold; from then on answers are given there, are drawn, and weigh more.
package struct BoundSearch: Sendable {
    /// Judged questions above the first candidate. At 5 % and 95 %, 59 would do without an error, 93 with
    /// one.
    package static let countMin = 100
    /// Above which it can be seen that a threshold errs too often, though nothing can be promised.
    static let plausibleMin = 20

    let errorMax: Double
    let certainty: Double

    package init(errorMax: Double, certainty: Double) {
        self.errorMax = errorMax
        self.certainty = certainty
    }

    /// `nil` while too few were judged, or when wherever one begins the first candidate errs too often.
    package func choose(_ window: [Scored]) -> Bound? {
        FixedSequence.lowest(
            Self.candidates(window, from: Self.countMin), certainty: certainty, count: \.judged.count
        ) { above, certainty in
            let bound = Self.bound(above, certainty: certainty, errorMax: errorMax)
            return bound.upperBound <= errorMax ? bound : nil
        }
    }

    /// By the same test, as the only one; `nil` where too little is judged.
    func upperBound(of threshold: Double, in window: [Scored]) -> Double? {
        let above = window.filter { $0.confidence >= threshold }
        return Self.candidates(above, from: Self.countMin).last.map {
            Self.bound($0, certainty: certainty, errorMax: errorMax).upperBound
        }
    }

    /// The lowest threshold, and no lower than `initial`, above which no more than the allowed share of what
    /// was judged is wrong: no promise, and what holds until there is one. `initial` where nothing speaks
    /// against it.
    package func plausible(_ window: [Scored], from initial: Double) -> Double {
        let above = window.filter { $0.confidence >= initial }
        let candidates = Self.candidates(above, from: Self.plausibleMin)
        guard let lowest = candidates.last, lowest.errorRate > errorMax else { return initial }
        return candidates.dropLast().last { $0.errorRate <= errorMax }?.threshold
            ?? max(initial, ThresholdBoard.standardThresholdMax)
    }

    /// All that is known of the questions at or above a threshold.
    private struct Above {
        let threshold: Double
        let judged: Judged
        /// The answered ones that were drawn, each by how many it speaks for.
        let drawn: Drawn
        /// The share of them that was held back, 0...1.
        let heldBack: Double

        /// The likeliest share of wrong answers, 0...1; a kind of which nothing was judged is like the other.
        var errorRate: Double {
            let answered = judged.audits > 0 ? drawn.errorRate : nil
            let others = judged.shadows > 0 ? Double(judged.shadowErrors) / Double(judged.shadows) : nil
            guard let one = answered ?? others, let other = others ?? answered else { return 1 }
            return (1 - heldBack) * one + heldBack * other
        }
    }

    /// Judged answers that had different chances of being drawn: while few were given a day more of them are,
    /// and those are no fair picture of what is answered since.
    private struct Drawn {
        private(set) var weight = 0.0
        private(set) var squares = 0.0
        private(set) var wrong = 0.0

        var errorRate: Double { wrong / max(weight, .leastNormalMagnitude) }
        /// How many of equal weight would tell as much.
        var count: Double { weight * weight / max(squares, .leastNormalMagnitude) }

        mutating func add(_ scored: Scored) {
            guard scored.outcome.source == .audit, let isRight = scored.isRight else { return }
            let speaksFor = 1 / max(scored.outcome.auditRate ?? 1, .leastNormalMagnitude)
            weight += speaksFor
            squares += speaksFor * speaksFor
            if !isRight { wrong += speaksFor }
        }
    }

    /// From the safest downwards. Where they lie follows from confidences, and from how many were judged.
    private static func candidates(_ window: [Scored], from countMin: Int) -> [Above] {
        let sorted = window.sorted { $0.confidence > $1.confidence }
        let lowest = sorted.last { $0.isRight != nil }?.confidence
        var (found, judged, drawn, due) = ([Above](), Judged(), Drawn(), countMin)
        var (answered, heldBack) = (0, 0)
        for (index, scored) in sorted.enumerated() {
            judged.add(scored)
            drawn.add(scored)
            if scored.outcome.isAnswered { answered += 1 }
            if scored.outcome.isHeldBack { heldBack += 1 }
            let isTied = index + 1 < sorted.count && sorted[index + 1].confidence == scored.confidence
            let isLowest = scored.confidence == lowest && judged.count >= countMin
            guard !isTied, judged.count >= due || isLowest else { continue }
            found.append(
                Above(
                    threshold: scored.confidence, judged: judged, drawn: drawn,
                    heldBack: Double(heldBack) / Double(max(1, answered + heldBack))))
            due = FixedSequence.next(after: judged.count)
        }
        return found
    }

    private static func bound(_ above: Above, certainty: Double, errorMax: Double) -> Bound {
        let (judged, share, doubt) = (above.judged, above.heldBack, 1 - certainty)
        func upper(_ errors: Double, _ count: Double, _ weight: Double) -> Double {
            guard weight > 0 else { return 0 }
            return weight
                * ClopperPearson.upper(errors: errors, of: count, certainty: 1 - doubt * weight)
        }
        let drawn = above.drawn
        let answered = upper(drawn.errorRate * drawn.count, drawn.count, 1 - share)
        let others = upper(Double(judged.shadowErrors), Double(judged.shadows), share)
        return Bound(
            threshold: above.threshold,
            upperBound: answered + others, judged: judged,
            restsOnShadow: answered + share > errorMax)
    }

    func upper(_ errors: Int, _ count: Int) -> Double {
        ClopperPearson.upper(errors: errors, of: count, certainty: certainty)
    }

    /// What was judged at or above a threshold, by any model.
    package static func judged(_ window: [Scored], from threshold: Double) -> Judged {
        window.reduce(into: Judged()) { judged, scored in
            if scored.confidence >= threshold { judged.add(scored) }
        }
    }
}
