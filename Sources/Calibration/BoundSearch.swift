import Kernels

/// The lowest threshold above which the error rate is shown to be allowed, and what that rests on.
package struct Bound: Hashable, Sendable, Codable {
    /// Answers are given from this confidence on, 0...1.
    package let threshold: Double
    /// The true error rate is at most this, with the operator's certainty; 0...1.
    package let upperBound: Double
    package let judged: Judged
    /// Whether questions that were not answered yet had to be judged by what people answered instead.
    package let restsOnShadow: Bool
}

/// How many were judged, by where the judgement came from.
package struct Judged: Hashable, Sendable, Codable {
    package var audits = 0
    package var auditErrors = 0
    package var shadows = 0
    package var shadowErrors = 0

    package init() {}

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

/// Chooses a threshold by fixed-sequence testing (Angelopoulos et al., "Learn then Test", 2021): candidates
/// from the safest downwards, in an order that no label has touched, until the first that fails.
///
/// Above a threshold lie two kinds of questions. Those that were answered: the audit is a random sample of
/// them, and Clopper and Pearson bound their error rate. Those that an earlier, higher threshold held back:
/// no sample of answers says anything about them. A threshold stands when one of three holds:
/// - enough audits were drawn while the threshold was no higher than this one, so that nothing was held back;
/// - the answers' bound holds with every question that was held back counted as wrong;
/// - the answers' bound holds, and so does that of the shadow answers among what was held back. Then the
///   larger of both bounds the mixture, at the same certainty (an intersection-union test: both must pass).
///
/// People choose which questions they name an article for, so the last is weaker than a random sample. It
/// opens the door to a lower threshold; from then on answers are given there, are drawn, and the first way
/// decides.
package struct BoundSearch: Sendable {
    /// Judged answers of the first candidate. At 5 % and 95 %, 59 would do without an error, 93 with one.
    package static let countMin = 100
    /// Each candidate has this many times as many judged outcomes above it as the one before.
    static let growth = 1.05

    let errorMax: Double
    let certainty: Double

    package init(errorMax: Double, certainty: Double) {
        self.errorMax = errorMax
        self.certainty = certainty
    }

    /// `nil` while too few were judged, or when the safest candidate already errs too often.
    package func choose(_ window: [Scored]) -> Bound? {
        let sorted = window.sorted { $0.confidence > $1.confidence }
        var chosen: Bound?
        for threshold in candidates(sorted) {
            switch test(threshold, sorted) {
            case nil: continue
            case .some(let bound) where bound.upperBound <= errorMax: chosen = bound
            case .some: return chosen
            }
        }
        return chosen
    }

    /// By the same test; `nil` where too little is judged.
    func upperBound(of threshold: Double, in window: [Scored]) -> Double? {
        test(threshold, window.sorted { $0.confidence > $1.confidence })?.upperBound
    }

    /// From the safest downwards.
    private func candidates(_ sorted: [Scored]) -> [Double] {
        var (found, judged, due) = ([Double](), 0, Self.countMin)
        let lowest = sorted.last { $0.isRight != nil }?.confidence
        for (index, scored) in sorted.enumerated() {
            if scored.isRight != nil { judged += 1 }
            let isTied = index + 1 < sorted.count && sorted[index + 1].confidence == scored.confidence
            let isLowest = scored.confidence == lowest && judged >= Self.countMin
            guard !isTied, judged >= due || isLowest else { continue }
            found.append(scored.confidence)
            due = max(judged + 1, Int(Double(judged) * Self.growth))
        }
        return found
    }

    /// `nil` where too little is known to test it.
    private func test(_ threshold: Double, _ sorted: [Scored]) -> Bound? {
        var (clean, judged) = (Judged(), Judged())
        var (answered, heldBack) = (0, 0)
        for scored in sorted.prefix(while: { $0.confidence >= threshold }) {
            judged.add(scored)
            if scored.outcome.isAnswered { answered += 1 }
            if scored.outcome.isHeldBack { heldBack += 1 }
            guard scored.outcome.source == .audit, let was = scored.threshold, was <= threshold else {
                continue
            }
            clean.add(scored)
        }
        if clean.audits >= Self.countMin {
            return Bound(
                threshold: threshold, upperBound: upper(clean.auditErrors, clean.audits), judged: clean,
                restsOnShadow: false)
        }
        guard judged.audits >= Self.countMin else { return nil }
        let audit = upper(judged.auditErrors, judged.audits)
        if judged.shadows >= Self.countMin {
            return Bound(
                threshold: threshold, upperBound: max(audit, upper(judged.shadowErrors, judged.shadows)),
                judged: judged, restsOnShadow: true)
        }
        let share = Double(heldBack) / Double(max(1, answered + heldBack))
        return Bound(
            threshold: threshold, upperBound: (1 - share) * audit + share, judged: judged,
            restsOnShadow: false)
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
