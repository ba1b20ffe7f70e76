/// One response in the making, read by one task. Letting go of it ends the transfer at once.
package final class OutboundTransfer: Sendable {
    private let state: TransferState
    private let queue: CommandQueue

    init(_ state: TransferState, queue: CommandQueue) {
        self.state = state
        self.queue = queue
    }

    deinit { queue.leave(state) }

    /// What came next, `nil` after the last. Throws an `OutboundFailure`, or `CancellationError` when the
    /// task was cancelled: a transfer that was given up never looks complete.
    package func next() async throws -> OutboundEvent? {
        try await withTaskCancellationHandler {
            try await state.next { queue.resume(state.id) }
        } onCancel: {
            cancel()
        }
    }

    /// The reader got somewhere: the progress deadline now counts from here, or not at all until it is set
    /// again. Time in which bytes lie unread is not counted.
    package func expectProgress(withinMilliseconds milliseconds: Int?) {
        state.expectProgress(by: milliseconds.map { .now.advanced(by: .milliseconds($0)) })
        // The thread looks at least that often; a sooner deadline it must be told of.
        if let milliseconds, milliseconds < TransferLoop.sleepMillisecondsMax { queue.ring() }
    }

    /// Reads no more, but lets the end of the response come for a while: a connection whose response was
    /// read to its end can be used again.
    package func drain(withinMilliseconds milliseconds: Int) {
        if state.drain() { queue.resume(state.id) }
        expectProgress(withinMilliseconds: milliseconds)
    }

    /// Ends the transfer now. Nothing more is read, also of what has come already.
    package func cancel() {
        if state.end(.cancelled) { queue.cancel(state.id) }
    }
}

extension CommandQueue {
    /// The reader is gone.
    fileprivate func leave(_ state: TransferState) {
        if !state.isDrained, state.end(.cancelled) { cancel(state.id) }
    }
}
