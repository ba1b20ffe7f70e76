import Conversations
import Synchronization

/// Which visitors are typing right now, so that the Assistant does not answer half a question.
final class TypingBoard: Sendable {
    /// A typing frame counts this long; the visitor's page repeats it.
    static let expirySeconds = 6
    /// More conversations than this are not watched: their answers simply do not wait.
    static let conversationsMax = 10_000

    private let since = Mutex<[ConversationID: Timestamp]>([:])

    func note(_ conversation: ConversationID, isTyping: Bool, at now: Timestamp) {
        since.withLock { since in
            since[conversation] = isTyping && since.count < Self.conversationsMax ? now : nil
        }
    }

    func isTyping(_ conversation: ConversationID, at now: Timestamp) -> Bool {
        since.withLock { since in
            guard let last = since[conversation] else { return false }
            guard now.seconds(since: last) < Self.expirySeconds else {
                since[conversation] = nil
                return false
            }
            return true
        }
    }
}
