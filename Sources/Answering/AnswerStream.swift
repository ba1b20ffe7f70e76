import Conversations
import LanguageModel
import Synchronization

/// An answer on its way to the screens: checked sentences become numbered deltas until it is complete, cut,
/// late, or no longer wanted.
final class AnswerStream: Sendable {
    enum Ending: Hashable, Sendable {
        /// It came to its end, or to a sentence that must not be shown.
        case complete
        /// The visitor wrote again, or a person took over.
        case moved
        /// It broke off or took too long; why, in the words of a closed list.
        case failed(String)
        /// The server is stopping.
        case stopped
    }

    private struct State {
        var answer = AnswerText()
        var number = 0
        var screening: Screening
    }

    private let conversation: ConversationID
    private let lease: AnswerLease
    private let feed: Feed
    private let state: Mutex<State>
    private let moved: SharedFlag
    private let token: Feed.Token

    /// `check`: `nil` for drafts that are verbatim.
    init(conversation: ConversationID, lease: AnswerLease, feed: Feed, check: SupportCheck?) {
        self.conversation = conversation
        self.lease = lease
        self.feed = feed
        let moved = SharedFlag()
        self.moved = moved
        state = Mutex(State(screening: Screening(check)))
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
    /// The draft's sources, from 1, in the order of their numbers in `text`.
    var used: [Int] { state.withLock { $0.answer.used } }
    var checks: Decision.Checks { state.withLock { $0.screening.checks } }
    var likelihood: TokenLikelihood? { state.withLock { $0.screening.likelihood } }
    var support: [Double] { state.withLock { $0.screening.support } }

    func run(_ draft: Draft, clock: any WallClock, milliseconds: Int) async -> Ending {
        await withTaskGroup(of: Ending.self) { group in
            group.addTask { await self.show(draft) }
            group.addTask {
                try? await clock.sleep(milliseconds: milliseconds)
                return .failed(ModelFailure.late.rawValue)
            }
            group.addTask { await self.moved.wait() ? .moved : .stopped }
            let first = await group.next() ?? .stopped
            let isStopping = Task.isCancelled
            group.cancelAll()
            return isStopping && first != .complete ? .stopped : first
        }
    }

    private func show(_ draft: Draft) async -> Ending {
        do {
            for try await sentence in draft.sentences {
                guard !moved.isRaised, !Task.isCancelled else { return .moved }
                switch state.withLock({ $0.screening.judge(sentence) }) {
                case .show(let sentences): for one in sentences { tell { $0.add(one) } }
                case .wait: break
                case .end: return close()
                }
            }
        } catch let stop as DraftStop {
            state.withLock { $0.screening.stop(stop) }
            return stop == .leaked ? .failed(stop.rawValue) : close()
        } catch let failure as ModelFailure {
            return .failed(failure.rawValue)
        } catch {
            return .failed(ModelFailure.broken.rawValue)
        }
        return close()
    }

    /// A cancelled stream ends as if it were complete.
    private func close() -> Ending {
        guard !moved.isRaised, !Task.isCancelled else { return .moved }
        tell { $0.finish() }
        return .complete
    }

    private func tell(_ add: (inout AnswerText) -> String) {
        let (number, added) = state.withLock { state in
            let added = add(&state.answer)
            if !added.isEmpty { state.number += 1 }
            return (state.number, added)
        }
        guard !added.isEmpty else { return }
        feed.tell(.delta(conversation: conversation, answer: lease.answer, number: number, text: added))
    }
}
