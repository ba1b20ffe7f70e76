package import Conversations
package import Knowledge

/// What an editor says of a question that publications are tried on: that another article answers it too, or
/// that it is no test.
package struct Expectation: Hashable, Sendable {
    package static let keptMax = 5_000

    /// The decision whose question it is.
    package let question: EscalationID
    /// `nil` where the question is no test.
    package let article: ArticleID?
    package let at: Timestamp

    package init(question: EscalationID, article: ArticleID?, at: Timestamp) {
        self.question = question
        self.article = article
        self.at = at
    }

    /// What answers a question after what editors said; `nil` when it is no test.
    package static func corrected(_ expected: Set<String>, by said: [Expectation]) -> Set<String>? {
        guard said.allSatisfy({ $0.article != nil }) else { return nil }
        return expected.union(said.compactMap(\.article?.value))
    }
}
