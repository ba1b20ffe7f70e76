/// The gate: whether the knowledge base holds enough to answer, judged before anything is written.
///
/// With vectors the confidence decides. By words alone a wrong answer is likelier, so every rule must hold.
package enum Sufficiency: Sendable, Hashable {
    /// `score` is that of the best hit.
    case sufficient(score: Double)
    /// Something related was found, too little to answer from.
    case weak(Weakness)
    /// Nothing related was found.
    case none

    package enum Weakness: String, Sendable, Hashable, Codable {
        /// The question has no word with content ("how does it work?").
        case noContent = "no_content"
        case lowCoverage = "low_coverage"
        /// The question asks how many, and the passage says no number.
        case lacksNumber = "lacks_number"
        /// The question names a code, and the best article does not: it is about another one.
        case lacksCode = "lacks_code"
        /// Found, but sentences apart.
        case scattered = "scattered"
        case fewMatches = "few_matches"
        /// Only words that many passages hold, or a single one, and no title or heading says them.
        case commonWords = "common_words"
        /// The confidence is below its threshold.
        case unsure
    }

    /// The least share of the question that the best passage must hold.
    package static let coverageMin = 0.65
    /// The least share that two neighbouring sentences with title and heading must hold.
    package static let focusMin = 0.6
    /// The least weight of the words found, in words that one passage alone holds; titles and headings
    /// excuse it.
    package static let specificityMin = 1.2
    /// Below this weight the words found say nothing, wherever they stand: "What is Baton?" matches every
    /// page.
    package static let sayingMin = 0.4
    /// From this share on, with every word known, common words are excused too: the question was found whole.
    package static let wholeMin = 0.95
    /// The least weight of words that a question found whole needs, beside one word in a title or heading.
    package static let wholeSpecificityMin = 0.9
    /// The least number of words with content that must match, when the question has that many.
    package static let matchesMin = 2
    /// Below this share nothing counts as related.
    package static let relatedMin = 0.25

    /// - Parameters:
    ///   - model: makes the confidence of what was found.
    ///   - answerMin: the confidence from which on an answer is given, 0...1.
    package static func of(
        _ findings: Findings, model: ConfidenceModel = .byHand, answerMin: Double = Confidence.answerMin
    ) -> (sufficiency: Sufficiency, evidence: Evidence) {
        let evidence = Evidence(findings, model: model, answerMin: answerMin)
        return (judge(evidence), evidence)
    }

    static func judge(_ evidence: Evidence) -> Sufficiency {
        if evidence.contentTerms == 0 { return .weak(.noContent) }
        if let dense = evidence.dense { return judge(evidence, dense) }
        if evidence.matchedTerms == 0 || evidence.coverage < relatedMin { return .none }
        if evidence.coverage < coverageMin { return .weak(.lowCoverage) }
        if evidence.focus < focusMin { return .weak(.scattered) }
        if evidence.lacksNumber { return .weak(.lacksNumber) }
        if evidence.lacksCode { return .weak(.lacksCode) }
        let matchesNeeded = min(matchesMin, evidence.contentTerms)
        if evidence.matchedTerms < matchesNeeded { return .weak(.fewMatches) }
        if evidence.specificity < sayingMin { return .weak(.commonWords) }
        let isRare = evidence.specificity >= specificityMin || evidence.matchedInTitle >= matchesNeeded
        return isRare || isFoundWhole(evidence)
            ? .sufficient(score: evidence.bestScore) : .weak(.commonWords)
    }

    /// A short question about the product's everyday words, all of which stand together in one place.
    private static func isFoundWhole(_ evidence: Evidence) -> Bool {
        evidence.coverage >= wholeMin && evidence.focus >= wholeMin && evidence.unknownTerms == 0
            && evidence.matchedInTitle > 0 && evidence.specificity >= wholeSpecificityMin
    }

    private static func judge(_ evidence: Evidence, _ dense: DenseEvidence) -> Sufficiency {
        if dense.nearest < Confidence.relatedMin, evidence.coverage < relatedMin { return .none }
        if evidence.lacksNumber { return .weak(.lacksNumber) }
        if evidence.lacksCode { return .weak(.lacksCode) }
        return (evidence.confidence ?? 0) >= evidence.answerMin
            ? .sufficient(score: evidence.bestScore) : .weak(.unsure)
    }

    /// The thresholds by name, for the decision record.
    static func limits(isDense: Bool, answerMin: Double) -> [String: Double] {
        if isDense {
            return ["confidence_min": answerMin, "nearest_min": Confidence.relatedMin]
        }
        return [
            "coverage_min": coverageMin, "related_min": relatedMin, "focus_min": focusMin,
            "specificity_min": specificityMin, "matches_min": Double(matchesMin),
        ]
    }
}
