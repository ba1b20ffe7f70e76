import Synchronization

/// Raised until somebody lowers it.
final class Flag: Sendable {
    private let raised = Mutex(true)

    var isRaised: Bool { raised.withLock { $0 } }

    func lower() { raised.withLock { $0 = false } }
}
