import Synchronization

/// A flag that is raised once, by anybody, and can be waited for.
final class SharedFlag: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let raised = Atomic(false)

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    func raise() {
        raised.store(true, ordering: .releasing)
        continuation.yield()
    }

    /// True once the flag is raised; false when the waiting task was cancelled first. One waiter only.
    func wait() async -> Bool {
        for await _ in stream { return true }
        return isRaised
    }
}
