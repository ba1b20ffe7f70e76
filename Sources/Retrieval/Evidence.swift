import Knowledge

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the gate saw, kept for the decision record.
package struct Evidence: Sendable, Hashable {
    /// Of the best hit, 0...1.
    package let coverage: Double
    /// Of the best hit, 0...`coverage`.
    package let focus: Double
    /// Of the best hit, 0 or more.
    package let specificity: Double
    /// Words of the question with content.
    package let contentTerms: Int
    /// Those that the best hit holds.
    package let matchedTerms: Int
    /// Those that its title or heading holds.
    package let matchedInTitle: Int
    /// Words with content that the whole index does not know.
    package let unknownTerms: Int
    /// The question asks how many, and the best hit holds no number.
    package let lacksNumber: Bool
    /// The question names a code of a known kind, and the best article holds none of its codes.
    package let lacksCode: Bool
    /// Words that were taken for other ones, as they are written.
    package let misspeltTerms: Int
    /// What the vectors say; `nil` where words alone ranked.
    package let dense: DenseEvidence?
    /// 0 when nothing was found.
    package let bestScore: Double
    /// How far the best hit of another article is behind; the whole score when there is none.
    package let margin: Double
    /// The probability that the best article answers the question, 0...1; `nil` without vectors, where rules
    /// decide instead.
    package private(set) var confidence: Double?
    /// The version of the model that gave it.
    package let confidenceVersion: String
    /// The threshold that the confidence was held against.
    let answerMin: Double

    init(_ findings: Findings, model: ConfidenceModel, answerMin: Double) {
        self.answerMin = answerMin
        confidenceVersion = model.version
        let best = findings.hits.first
        let other = findings.hits.first { $0.passage.article != best?.passage.article }
        let content = findings.terms.filter(\.isContent)
        coverage = best?.coverage ?? 0
        focus = findings.focus
        specificity = best?.specificity ?? 0
        lacksNumber = findings.lacksNumber
        lacksCode = findings.lacksCode
        misspeltTerms = content.count { !$0.spellings.isEmpty }
        contentTerms = content.count
        matchedTerms = best?.matchedTerms.count ?? 0
        matchedInTitle = best?.matchedInTitle.count ?? 0
        unknownTerms = content.filter { !$0.isKnown }.count
        dense = findings.dense
        bestScore = best?.score ?? 0
        margin = bestScore - (other?.score ?? 0)
        confidence = dense == nil ? nil : model.probability(features)
    }

    /// The share of the question's words with content that the whole index does not know, 0...1.
    package var unknownShare: Double {
        contentTerms > 0 ? Double(unknownTerms) / Double(contentTerms) : 0
    }

    /// Every feature, the confidence that came of them, and every threshold, by name.
    package var measures: [String: Double] {
        var measures = features
        measures["confidence"] = confidence
        measures.merge(Sufficiency.limits(isDense: dense != nil, answerMin: answerMin)) { own, _ in own }
        return measures
    }

    /// What was seen, by name: what a `ConfidenceModel` reads.
    private var features: [String: Double] {
        var measures: [String: Double] = [
            "coverage": coverage, "focus": focus, "specificity": specificity,
            "content_terms": Double(contentTerms), "matched_terms": Double(matchedTerms),
            "matched_in_title": Double(matchedInTitle), "unknown_terms": Double(unknownTerms),
            "best_score": bestScore, "margin": margin, "lacks_number": lacksNumber ? 1 : 0,
            "lacks_code": lacksCode ? 1 : 0, "misspelt_terms": Double(misspeltTerms),
        ]
        if let dense {
            measures["centroid_cosine"] = dense.centroid
            measures["nearest_cosine"] = dense.nearest
            measures["neighbours_cosine"] = dense.neighbours
            measures["fused_margin"] = dense.margin
            measures["words_score"] = dense.words
            measures["words_agree"] = dense.agrees ? 1 : 0
            measures["words_saturated"] = dense.words / (dense.words + Confidence.wordsHalf)
            measures["specificity_capped"] =
                min(specificity, Confidence.specificityMax) / Confidence.specificityMax
            measures["unknown_share"] = unknownShare
            measures["question_length"] = log1p(Double(contentTerms))
            measures.merge(dense.contest.measures) { own, _ in own }
            measures.merge(dense.constants.measures) { own, _ in own }
            measures["unanswered_cosine"] = dense.unanswered
            measures["unanswered_margin"] = dense.unanswered.map { $0 - dense.nearest }
        }
        return measures
    }
}
