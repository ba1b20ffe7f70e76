import Synchronization

/// One transfer as both sides see it: the thread that fills it and the task that reads it.
final class TransferState: Sendable {
    private struct State {
        var buffer: ResponseBuffer
        var reader: CheckedContinuation<OutboundEvent?, any Error>?
    }

    /// A second task wanted to read.
    struct TwoReaders: Error {}

    let id: Int
    let work: TransferWork
    let submittedAt: ContinuousClock.Instant
    private let state: Mutex<State>

    init(id: Int, work: TransferWork, unreadBytesMax: Int, submittedAt: ContinuousClock.Instant) {
        self.id = id
        self.work = work
        self.submittedAt = submittedAt
        state = Mutex(State(buffer: ResponseBuffer(unreadBytesMax: unreadBytesMax)))
    }

    // MARK: The transfer thread

    func receive(_ head: OutboundHead) { change { $0.receive(head) } }

    /// False when there is no room.
    func receive(_ piece: UnsafeRawBufferPointer) -> Bool {
        change { unsafe $0.receive(piece, at: .now) }
    }

    /// False when it had ended before.
    @discardableResult
    func end(_ ending: ResponseBuffer.Ending) -> Bool { change { $0.end(ending) } }

    func expectProgress(by moment: ContinuousClock.Instant?) { change { $0.expectProgress(by: moment) } }

    func due(_ clock: TransferClock) -> TransferClock.Due {
        state.withLock {
            clock.due(isPaused: $0.buffer.isPaused, progressBy: $0.buffer.progressDue)
        }
    }

    // MARK: The reader

    /// - Parameter resume: called when the connection had paused and there is room again.
    func next(resume: () -> Void) async throws -> OutboundEvent? {
        try await withCheckedThrowingContinuation { continuation in
            let (next, hasRoomAgain) = state.withLock { state -> (Next, Bool) in
                guard state.reader == nil else { return (.failed(TwoReaders()), false) }
                let wasPaused = state.buffer.isPaused
                let next = state.buffer.next(at: .now)
                if case .wait = next { state.reader = continuation }
                return (next, wasPaused && !state.buffer.isPaused)
            }
            if hasRoomAgain { resume() }
            next.answer(continuation)
        }
    }

    /// True when the connection had paused and must go on.
    func drain() -> Bool {
        change { buffer in
            let wasPaused = buffer.isPaused
            buffer.drain()
            return wasPaused
        }
    }

    /// Nobody reads, and the rest is thrown away.
    var isDrained: Bool { state.withLock { $0.buffer.isDrained } }

    /// Changes the buffer, and gives a waiting reader what it waited for.
    private func change<Result: Sendable>(_ body: (inout ResponseBuffer) -> Result) -> Result {
        let (result, reader, next) = state.withLock { state -> (Result, Reader?, Next) in
            let result = body(&state.buffer)
            guard let reader = state.reader else { return (result, nil, .wait) }
            let next = state.buffer.next(at: .now)
            if case .wait = next { return (result, nil, next) }
            state.reader = nil
            return (result, reader, next)
        }
        if let reader { next.answer(reader) }
        return result
    }

    private typealias Next = ResponseBuffer.Next
    private typealias Reader = CheckedContinuation<OutboundEvent?, any Error>
}

extension ResponseBuffer.Next {
    fileprivate func answer(_ reader: CheckedContinuation<OutboundEvent?, any Error>) {
        switch self {
        case .event(let event): reader.resume(returning: event)
        case .end: reader.resume(returning: nil)
        case .failed(let error): reader.resume(throwing: error)
        case .wait: break
        }
    }
}
