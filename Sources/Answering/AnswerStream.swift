import Conversations
import LanguageModel
import Synchronization

/// An answer on its way to the screens: pieces become numbered deltas until it is complete, late, or no
/// longer wanted.
final class AnswerStream: Sendable {
    enum Ending: Sendable {
        case complete
        /// The visitor wrote again, or a person took over.
        case moved
        /// It broke off or took too long.
        case failed
        /// The server is stopping.
        case stopped
    }

    private struct State {
        var answer = AnswerText()
        var number = 0
    }

    private let conversation: ConversationID
    private let lease: AnswerLease
    private let feed: Feed
    private let state: Mutex<State>
    private let moved: SharedFlag
    private let token: Feed.Token

    init(conversation: ConversationID, lease: AnswerLease, feed: Feed) {
        self.conversation = conversation
        self.lease = lease
        self.feed = feed
        let moved = SharedFlag()
        self.moved = moved
        state = Mutex(State())
        token = feed.listen(to: conversation) { signal in
            guard case .advanced(let known) = signal, known.seq > lease.visitorSeq,
                known.visitorSeq != lease.visitorSeq || known.status != .assistant
            else { return }
            moved.raise()
        }
    }

    func stop() { feed.stop(token) }

    /// What was shown so far.
    var text: String { state.withLock { $0.answer.text } }

    func run(_ draft: Draft, clock: any WallClock, secondsMax: Int) async -> Ending {
        await withTaskGroup(of: Ending.self) { group in
            group.addTask { await self.show(draft) }
            group.addTask {
                try? await clock.sleep(milliseconds: secondsMax * 1000)
                return .failed
            }
            group.addTask { await self.moved.wait() ? .moved : .stopped }
            let first = await group.next() ?? .failed
            let isStopping = Task.isCancelled
            group.cancelAll()
            return isStopping && first != .complete ? .stopped : first
        }
    }

    private func show(_ draft: Draft) async -> Ending {
        do {
            for try await sentence in draft.sentences {
                guard !moved.isRaised, !Task.isCancelled else { return .moved }
                tell { $0.add(sentence) }
            }
        } catch {
            return .failed
        }
        // A cancelled stream ends as if it were complete.
        guard !moved.isRaised, !Task.isCancelled else { return .moved }
        tell { $0.finish() }
        return .complete
    }

    private func tell(_ add: (inout AnswerText) -> String) {
        let (number, added) = state.withLock { state in
            state.number += 1
            return (state.number, add(&state.answer))
        }
        guard !added.isEmpty else { return }
        feed.tell(.delta(conversation: conversation, answer: lease.answer, number: number, text: added))
    }
}
