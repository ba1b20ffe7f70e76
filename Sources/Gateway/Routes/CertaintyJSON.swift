import Calibration
import Conversations
import Retrieval

/// The page's numbers as JSON.
enum CertaintyJSON {
    static func page(_ certainty: Certainty) -> JSON {
        let report = certainty.report
        return [
            "allowed_error": .number(report.promise.errorMax), "certainty": .number(report.promise.certainty),
            "audit_rate": .number(certainty.auditRate), "version": .string(certainty.inForce),
            "is_pinned": .bool(certainty.state.isPinned), "count_min": .count(BoundSearch.countMin),
            "now": now(certainty), "counts": counts(report.counts),
            "reliability": .array(report.bins.map(bin)), "curve": .array(report.curve.map(point)),
            "areas": .array(report.areas.map(area)), "drift": certainty.state.drift.map(drift) ?? .null,
            "versions": .array(certainty.versions.map { version($0, inForce: certainty.inForce) }),
            "moves": .array((certainty.state.moves ?? []).reversed().map(move)),
            "memory": ["remembered": .count(certainty.remembered)],
        ]
    }

    private static func now(_ certainty: Certainty) -> JSON {
        let report = certainty.report
        // What a promise rests on; without one, what there is towards it.
        let judged = report.standing.isPromised ? report.standing.judged : report.judged
        var members = standing(report.standing, judged)
        members["shadow_judged"] = .count(judged.shadows)
        members["shadow_wrong"] = .count(judged.shadowErrors)
        members["coverage"] = .optional(report.coverage)
        members["since"] = certainty.state.movedAt.map { .int($0.milliseconds) } ?? .null
        return .object(members)
    }

    private static func standing(_ standing: Standing, _ judged: Judged) -> [String: JSON] {
        [
            "threshold": .number(standing.threshold), "basis": .string(standing.basis.rawValue),
            "is_promised": .bool(standing.isPromised), "upper_bound": .optional(standing.upperBound),
            "judged": .count(judged.audits), "wrong": .count(judged.auditErrors),
            "needed": .count(BoundSearch.countMin),
        ]
    }

    private static func counts(_ counts: CertaintyReport.Counts) -> JSON {
        [
            "answered": .count(counts.answered), "handed_over": .count(counts.handedOver),
            "drawn": .count(counts.drawn), "judged": .count(counts.judged), "right": .count(counts.right),
            "wrong": .count(counts.wrong), "cant_tell": .count(counts.cantTell),
            "contested": .count(counts.contested), "waiting": .count(counts.waiting),
            "shadow_right": .count(counts.shadowRight), "shadow_wrong": .count(counts.shadowWrong),
            "without_confidence": .count(counts.withoutConfidence),
            "from": counts.from.map { .int($0.milliseconds) } ?? .null,
            "to": counts.to.map { .int($0.milliseconds) } ?? .null,
        ]
    }

    private static func bin(_ bin: CertaintyReport.Bin) -> JSON {
        [
            "from": .number(bin.from), "to": .number(bin.to), "judged": .count(bin.judged),
            "right": .count(bin.right), "mean_confidence": .optional(bin.meanConfidence),
            "right_low": .optional(bin.rightLow), "right_high": .optional(bin.rightHigh),
        ]
    }

    private static func point(_ point: CertaintyReport.Point) -> JSON {
        [
            "threshold": .number(point.threshold), "coverage": .number(point.coverage),
            "error": .optional(point.error), "upper_bound": .optional(point.upperBound),
            "judged": .count(point.judged), "wrong": .count(point.wrong),
        ]
    }

    private static func area(_ area: CertaintyReport.Area) -> JSON {
        var members = standing(area.standing, area.judged)
        members["area"] = .string(area.area)
        members["is_own"] = .bool(area.isOwn)
        members["answered"] = .count(area.answered)
        members["handed_over"] = .count(area.handedOver)
        members["coverage"] = .optional(area.coverage)
        return .object(members)
    }

    private static func drift(_ drift: CalibrationState.Drift) -> JSON {
        [
            "at": .int(drift.at.milliseconds), "area": .optional(drift.area), "from": .number(drift.from),
            "to": .number(drift.to), "judged": .count(drift.judged), "wrong": .count(drift.wrong),
        ]
    }

    private static func move(_ move: ThresholdMove) -> JSON {
        [
            "at": .int(move.at.milliseconds), "cause": .string(move.cause.rawValue),
            "version": .string(move.version), "questions": .count(move.questions),
            "before": effect(move.before), "after": effect(move.after),
        ]
    }

    private static func effect(_ effect: ThresholdMove.Effect) -> JSON {
        [
            "threshold": .number(effect.threshold), "coverage": .optional(effect.coverage),
            "upper_bound": .optional(effect.upperBound),
        ]
    }

    private static func version(_ version: ConfidenceVersion, inForce: String) -> JSON {
        [
            "version": .string(version.name), "made_at": .int(version.madeAt.milliseconds),
            "in_force": .bool(version.name == inForce), "taken": .bool(version.isTaken),
            "why": .string(version.why), "samples": .count(version.samples),
            "from": version.from.map { .int($0.milliseconds) } ?? .null,
            "to": version.to.map { .int($0.milliseconds) } ?? .null,
            "metrics": version.metrics.map(metrics) ?? .null, "before": version.before.map(metrics) ?? .null,
            "coefficients": .array(
                version.model.features.map { feature in
                    [
                        "name": .string(feature.name), "weight": .number(feature.weight),
                        "mean": .number(feature.mean), "scale": .number(feature.scale),
                    ]
                }), "bias": .number(version.model.bias),
        ]
    }

    private static func metrics(_ metrics: ConfidenceVersion.Metrics) -> JSON {
        [
            "auroc": .optional(metrics.auroc), "ece": .optional(metrics.ece),
            "brier": .optional(metrics.brier),
            "coverage": .number(metrics.coverage), "held_out": .count(metrics.heldOut),
        ]
    }

    static func row(_ scored: Scored) -> JSON {
        let outcome = scored.outcome
        let members: [String: JSON] = [
            "confidence": .number(scored.confidence), "answered": .bool(outcome.isAnswered),
            "source": .optional(outcome.source?.rawValue),
            "verdict": .optional(outcome.isWaiting ? "waiting" : outcome.label?.rawValue),
            "version": .optional(outcome.version),
        ]
        return .object(members.merging(place(outcome)) { own, _ in own })
    }

    /// What any outcome says of itself.
    static func place(_ outcome: Outcome) -> [String: JSON] {
        [
            "conversation": .string(outcome.conversation.value), "answer": .optional(outcome.answer?.value),
            "at": .int(outcome.at.milliseconds), "confidence": .optional(outcome.confidence),
            "area": .optional(outcome.area),
        ]
    }
}
