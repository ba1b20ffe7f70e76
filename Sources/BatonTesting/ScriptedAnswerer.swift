package import LanguageModel
import Synchronization

/// An answerer that does what a test says: pieces one by one, a pause, a failure. For faults that the real
/// one will not show.
package final class ScriptedAnswerer: Answerer {
    package let name = "scripted"

    private let isVerbatim: Bool
    private let continuations = Mutex<[AsyncThrowingStream<DraftSentence, any Error>.Continuation]>([])
    private let seen = Mutex(0)

    /// `isVerbatim`: what it says needs no check.
    package init(isVerbatim: Bool = true) { self.isVerbatim = isVerbatim }

    package func draft(_ question: Question, from sources: [Source]) async throws -> Draft {
        let (stream, continuation) = AsyncThrowingStream<DraftSentence, any Error>.makeStream()
        continuations.withLock { $0.append(continuation) }
        return Draft(sources: Array(sources.prefix(1)), sentences: stream, isVerbatim: isVerbatim)
    }

    /// Returns once the next draft was asked for.
    package func nextDraft() async throws {
        let expected = seen.withLock { seen in
            seen += 1
            return seen
        }
        try await eventually { continuations.withLock { $0.count >= expected } ? () : nil }
    }

    package func say(_ text: String) { last?.yield(DraftSentence(text: text, joint: "", citations: [1])) }
    package func finish() { last?.finish() }
    package func fail() { last?.finish(throwing: Broken()) }

    package struct Broken: Error {}

    private var last: AsyncThrowingStream<DraftSentence, any Error>.Continuation? {
        continuations.withLock { $0.last }
    }
}
