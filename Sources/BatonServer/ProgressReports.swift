import Conversations
import Gateway
import Learning
import Storage

/// What came of publications, as the console shows it.
struct ProgressReports: ProgressDesk {
    let store: Store
    let book: ProgressBook

    func progress() async throws -> Progress { try await book.progress() }

    func asked(of gap: GapID, limit: Int) async throws -> [AskedStory]? {
        guard let asked = try await book.questions(of: gap, limit: limit) else { return nil }
        var stories: [AskedStory] = []
        for one in asked { stories.append(AskedStory(asked: one, text: try await text(of: one.id))) }
        return stories
    }

    func question(of gap: Gap) async throws -> String? {
        guard let medoid = gap.medoid else { return nil }
        return try await text(of: medoid)
    }

    /// The question of a decision, read where it lies.
    private func text(of id: EscalationID) async throws -> String? {
        let events = try await store.events(
            of: id.conversation, after: id.seq - 1, limit: 1, in: .system(reason: "progress"))
        guard case .decided(let decision) = events.first?.event.body else { return nil }
        return try await QuestionText(store).text(
            of: decision.question, in: id.conversation, before: id.seq)
    }
}
