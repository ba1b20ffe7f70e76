import Synchronization

/// Holds the snapshot that searches use; a publication replaces it whole.
package final class SearchIndex: Sendable {
    private let snapshot: Mutex<Snapshot>

    package init(_ snapshot: Snapshot = Snapshot()) { self.snapshot = Mutex(snapshot) }

    /// Keep it for the length of one decision: the next call may give another one.
    package var current: Snapshot { snapshot.withLock { $0 } }

    /// Returns the snapshot that was replaced.
    @discardableResult
    package func swap(_ new: Snapshot) -> Snapshot {
        snapshot.withLock { current in
            let old = current
            current = new
            return old
        }
    }
}
