import Conversations

/// What is missing where the Assistant failed: each kind leads to another next step.
package enum GapKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody has written it.
    case missingArticle = "missing_article"
    /// There is an article, and something else ranked above it.
    case notFound = "not_found"
    /// The article was shown, and it is outdated, incomplete or contradicts another one.
    case notHelpful = "not_helpful"
    /// Something is to be done, mended or decided: no article answers it.
    case noArticle = "no_article"

    /// What one question says of its gap; `nil` where it says nothing.
    static func vote(_ escalation: Escalation) -> GapKind? {
        if escalation.flaw == .shouldHaveHandedOver { return .noArticle }
        if escalation.hasNoArticle { return .missingArticle }
        if let named = escalation.namedArticle {
            return escalation.cited.contains(named) ? .notHelpful : .notFound
        }
        if escalation.flaw != nil { return .notHelpful }
        return escalation.answer == nil ? nil : .notHelpful
    }

    /// What most of the questions say; where none says anything, nobody has written it yet.
    package static func of(_ escalations: [Escalation]) -> GapKind {
        var votes: [GapKind: Int] = [:]
        for kind in escalations.compactMap(vote) { votes[kind, default: 0] += 1 }
        // In the order of the cases where two are as many.
        let most = votes.values.max()
        return allCases.first { most != nil && votes[$0] == most } ?? .missingArticle
    }
}
