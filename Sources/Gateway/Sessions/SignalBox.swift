import Conversations
import Synchronization

/// Signals on their way from the feed to one session. When too many pile up the deltas go first: the final
/// message
/// brings the whole text, and events are fetched from the log, not from here.
final class SignalBox: Sendable {
    static let signalsMax = 512

    struct Contents: Sendable {
        var signals: [Signal] = []
        /// Something was dropped: look at every subscription.
        var overflowed = false

        /// The conversations that have new events, each once.
        var changed: [ConversationID] {
            signals.reduce(into: []) { changed, signal in
                guard case .advanced(let state) = signal, !changed.contains(state.id) else { return }
                changed.append(state.id)
            }
        }
    }

    private let contents = Mutex(Contents())

    func put(_ signal: Signal) {
        contents.withLock { contents in
            guard contents.signals.count < Self.signalsMax else {
                contents.overflowed = true
                return
            }
            contents.signals.append(signal)
        }
    }

    func takeAll() -> Contents {
        contents.withLock { contents in
            defer { contents = Contents() }
            return contents
        }
    }
}
