import Conversations
import LanguageModel

/// What a draft tells of itself, for the decision record: a confidence that is fitted later may use it.
enum DraftMeasures {
    private static let factual: Set<Decision.Checks.Rejection> = [.number, .link, .address, .code, .name]
    private static let unsourced: Set<Decision.Checks.Rejection> = [.words, .noCitation, .unknownCitation]
    private static let contrary: Set<Decision.Checks.Rejection> = [.negation, .opposite]

    /// By name, each with the prefix `draft_`. Flags are 0 or 1, shares 0...1.
    ///
    /// - Parameters:
    ///   - support: of each sentence that was shown, the share of its words that its sources hold.
    ///   - likelihood: of what was shown; without it there are no measures of it, which is no 0.
    ///   - text: what the visitor was shown.
    ///   - hasFailed: the model gave no answer, and this draft is that of whoever stepped in.
    static func of(
        _ checks: Decision.Checks, support: [Double], likelihood: TokenLikelihood?, text: String,
        sources: Int, isVerbatim: Bool, hasFailed: Bool
    ) -> [String: Double] {
        func flag(_ isSo: Bool) -> Double { isSo ? 1 : 0 }
        func stopped(by rejections: Set<Decision.Checks.Rejection>) -> Double {
            flag(checks.firstRejection.map(rejections.contains) ?? false)
        }
        var measures: [String: Double] = [
            "draft_sentences": Double(checks.sentences), "draft_shown": Double(checks.shown),
            "draft_words": Double(text.split(whereSeparator: \.isWhitespace).count),
            "draft_sources": Double(sources),
            "draft_support": support.isEmpty ? 0 : support.reduce(0, +) / Double(support.count),
            "draft_support_lowest": support.min() ?? 0,
            "draft_facts_off": stopped(by: factual), "draft_unsourced": stopped(by: unsourced),
            "draft_contrary": stopped(by: contrary), "draft_refused": stopped(by: [.refused]),
            "draft_overlong": stopped(by: [.overlong, .repeated]), "draft_verbatim": flag(isVerbatim),
            "draft_failed": flag(hasFailed),
        ]
        measures["draft_logprob"] = likelihood?.mean
        measures["draft_logprob_lowest"] = likelihood?.lowest
        return measures
    }
}
