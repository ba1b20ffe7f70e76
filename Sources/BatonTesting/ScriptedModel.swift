package import LanguageModel
import Synchronization

/// A model in memory that does what a test says, at any point of its answer.
package final class ScriptedModel: ChatModel {
    /// What happens next in an answer.
    package enum Step: Sendable, Hashable {
        case say(String)
        /// How likely the tokens of what it said last were, as logarithms.
        case weigh([Double])
        case end(ChatEnding.Reason)
        case fail(ModelFailure)
        /// The stream just ends, as a broken connection might.
        case hangUp
        /// Nothing more comes until somebody leaves.
        case stall
    }

    private struct State {
        var scripts: [[Step]]
        var requests: [ChatRequest] = []
        var stopped = 0
        /// Kept, so that a stalled stream stays open.
        var open: [AsyncThrowingStream<ChatEvent, any Error>.Continuation] = []
    }

    package let name = "scripted.example/model"
    private let state: Mutex<State>

    /// One script for each time that it is asked; the last is used again.
    package init(_ scripts: [Step]...) { state = Mutex(State(scripts: scripts)) }

    /// What it was asked so far.
    package var requests: [ChatRequest] { state.withLock(\.requests) }
    /// How often somebody left before the end.
    package var stopped: Int { state.withLock(\.stopped) }

    package func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let script = state.withLock { state in
            state.requests.append(request)
            return state.scripts.count > 1 ? state.scripts.removeFirst() : state.scripts.first ?? []
        }
        let (stream, continuation) = AsyncThrowingStream<ChatEvent, any Error>.makeStream()
        continuation.onTermination = { [weak self] ending in
            if case .cancelled = ending { self?.state.withLock { $0.stopped += 1 } }
        }
        state.withLock { $0.open.append(continuation) }
        for step in script {
            switch step {
            case .say(let text): continuation.yield(.text(text))
            case .weigh(let logs):
                if let likelihood = TokenLikelihood(logs) { continuation.yield(.likelihood(likelihood)) }
            case .end(let reason):
                continuation.yield(.ended(ChatEnding(reason: reason)))
                continuation.finish()
            case .fail(let failure): continuation.finish(throwing: failure)
            case .hangUp: continuation.finish()
            case .stall: return stream
            }
        }
        return stream
    }
}
