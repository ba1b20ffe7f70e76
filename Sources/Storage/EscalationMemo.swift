import Learning
import Synchronization

/// Escalations as they were decoded before. Decoding twenty thousand takes seconds, and seeing that their
/// rows are the same does not.
final class EscalationMemo: Sendable {
    /// Beyond this only those of the latest reading are known: two readings of the largest kind.
    static let keptMax = 2 * GapFinder.questionsMax

    /// Of a row's text. Two texts that share both are taken for the same: a chance of one in 2 to the 128.
    struct Print: Hashable, Sendable {
        private let first: Int
        private let second: Int

        init(_ text: String) {
            func hash(_ seed: UInt8) -> Int {
                var hasher = Hasher()
                hasher.combine(seed)
                hasher.combine(text)
                return hasher.finalize()
            }
            (first, second) = (hash(0), hash(1))
        }
    }

    private let kept = Mutex<[Print: Escalation]>([:])

    var known: [Print: Escalation] { kept.withLock { $0 } }

    func keep(_ read: [Print: Escalation]) {
        kept.withLock { kept in
            kept.merge(read) { old, _ in old }
            if kept.count > Self.keptMax { kept = read }
        }
    }
}
