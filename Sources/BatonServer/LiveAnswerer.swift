import LanguageModel
import Synchronization

/// The answerer that the settings want at this moment.
///
/// A change swaps it whole. An answer that was begun keeps the one that it was begun with: the last of its
/// sentences lets go of the old model's connections.
final class LiveAnswerer: Answerer {
    private let current: Mutex<AnswererChoice>

    init(_ choice: AnswererChoice) { current = Mutex(choice) }

    var name: String { choice.answerer.name }

    var choice: AnswererChoice { current.withLock { $0 } }

    func swap(_ choice: AnswererChoice) { current.withLock { $0 = choice } }

    func draft(_ question: Question, from sources: [Source]) async throws -> Draft {
        try await choice.answerer.draft(question, from: sources)
    }

    func cost(of question: Question, from sources: [Source]) -> AnswerCost? {
        choice.answerer.cost(of: question, from: sources)
    }
}
