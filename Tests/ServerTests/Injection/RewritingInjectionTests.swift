import Answering
import Foundation
import LanguageModel
import Retrieval
import Testing

/// The same attempts where a follow-up is said anew for the search: what comes of them may be nothing but the
/// visitor's own question.
struct RewritingInjectionTests {
    private static let question = "How do I install Baton?"
    private static let followUp = "and on Debian?"

    /// Whatever it is told to say, it says: here as the rewriting of a follow-up.
    private struct Obedient: ChatModel {
        let name = "obedient"
        let says: String
        let seen: @Sendable (SeenPrompt) -> Void

        func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            let prompt = SeenPrompt(system: request.messages[0].text, user: request.messages[1].text)
            seen(prompt)
            return AsyncThrowingStream { continuation in
                continuation.yield(.text(ObedientModel.filled(says, prompt)))
                continuation.yield(.ended(ChatEnding(reason: .stop)))
                continuation.finish()
            }
        }
    }

    @Test func `a model that obeys everybody searches for nothing that the visitor did not ask`() async throws
    {
        let prompts = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Prompts").standardized.path
        let prompt = try Prompt.read(.rewriteQuery, in: prompts)
        var (asked, used) = (0, 0)
        for (number, attempt) in try Attempt.all().enumerated() {
            let (stream, prompts) = AsyncStream<SeenPrompt>.makeStream()
            let model = Obedient(says: attempt.says) { prompts.yield($0) }
            let assistant = Assistant(
                index: SearchIndex(), answerer: ExtractiveAnswerer(),
                rewriter: {
                    QueryRewriter(model: model, prompt: prompt) { "c4n4ry\(1_000_000 + number)" }
                })
            let turn = "\(Self.question) \(attempt.text)"
            let rewritten = await assistant.rewritten(
                Self.followUp, after: [turn], withinMilliseconds: 60_000)
            prompts.finish()
            for await seen in stream {
                asked += 1
                guard let text = rewritten?.text else { continue }
                used += 1
                #expect(FollowUp.isFaithful(text, to: Self.followUp, after: [turn]))
                let leaks = Forbidden(seen).found(in: text)
                    .filter { !attempt.text.lowercased().contains($0) }
                #expect(leaks.isEmpty, "\(attempt.kind) \(number): \(text)")
            }
        }
        print("injection into rewriting: \(asked) seen by the model, \(used) searched for")
        #expect(asked >= 150)
    }
}
