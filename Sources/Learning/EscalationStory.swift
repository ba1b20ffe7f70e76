package import Conversations

/// A question that failed, with the words around it, read where they lie.
package struct EscalationStory: Hashable, Sendable {
    package let filed: FiledEscalation
    /// `nil` once it was erased.
    package let text: String?
    package let page: PageContext?
    /// What the Assistant said.
    package let answer: String?
    /// What people said, in order.
    package let replies: [String]
}

/// Reads the words of questions that failed.
package struct EscalationReader: Sendable {
    /// Events before and after a decision among which its question and its answers are looked for.
    static let eventsBeforeMax = 60
    static let eventsMax = 240

    private let journal: any Journal

    package init(_ journal: any Journal) { self.journal = journal }

    package func story(_ filed: FiledEscalation) async throws -> EscalationStory {
        let one = filed.escalation
        let events = try await journal.events(
            of: one.conversation, after: max(0, one.seq - Self.eventsBeforeMax), limit: Self.eventsMax,
            in: .system(reason: "gaps"))
        let messages = events.compactMap(\.message)
        let known = Dictionary(messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let asked = one.question.compactMap { known[$0] }
        return EscalationStory(
            filed: filed, text: asked.isEmpty ? nil : asked.map(\.text).joined(separator: "\n"),
            page: asked.last?.page, answer: one.answer.flatMap { known[$0]?.text },
            replies: one.replies.compactMap { known[$0]?.text })
    }
}
