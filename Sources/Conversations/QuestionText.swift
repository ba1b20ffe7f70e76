/// The words of a question that a decision refers to.
package struct QuestionText: Sendable {
    /// Events before a decision among which its question is looked for.
    static let eventsMax = 60

    private let journal: any Journal

    package init(_ journal: any Journal) { self.journal = journal }

    /// `nil` once it was erased.
    package func text(
        of question: [MessageID], in conversation: ConversationID, before seq: Int
    ) async throws -> String? {
        let events = try await journal.events(
            of: conversation, after: max(0, seq - Self.eventsMax), limit: Self.eventsMax,
            in: .system(reason: "questions"))
        let texts = events.compactMap(\.message).filter { question.contains($0.id) }.map(\.text)
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }
}
