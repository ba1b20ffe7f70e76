import Conversations
import Synchronization

/// How many sockets each visitor has open: a page a tab is normal, dozens are a loop.
package final class VisitorSockets: Sendable {
    static let perVisitorMax = 12

    private let counts = Mutex<[VisitorID: Int]>([:])

    package init() {}

    /// False when the visitor has as many as allowed.
    func add(_ visitor: VisitorID) -> Bool {
        counts.withLock { counts in
            let count = counts[visitor, default: 0]
            guard count < Self.perVisitorMax else { return false }
            counts[visitor] = count + 1
            return true
        }
    }

    func remove(_ visitor: VisitorID) {
        counts.withLock { counts in
            let count = counts[visitor, default: 0]
            counts[visitor] = count > 1 ? count - 1 : nil
        }
    }
}
