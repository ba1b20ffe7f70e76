import CCurl
import Foundation
import Synchronization

/// HTTP and SMTP to other servers: all transfers on one thread of its own, which libcurl's multi interface
/// serves.
///
/// Nothing is followed, retried or remembered: one request, one response. Connections are kept and used
/// again; one that has died meanwhile is replaced without a word.
package final class OutboundClient: Sendable {
    private let queue: CommandQueue
    private let thread: ThreadEnd

    package init(_ settings: OutboundSettings = OutboundSettings()) throws(OutboundFailure) {
        guard Self.isReady, let multi = unsafe curl_multi_init() else {
            throw OutboundFailure(.invalid(.option))
        }
        let queue = unsafe CommandQueue(settings: settings, multi: multi)
        let thread = ThreadEnd()
        self.queue = queue
        self.thread = thread
        // The thread alone touches it from here on, the bell apart.
        nonisolated(unsafe) let handle = unsafe multi
        let body = Thread {
            SignalMask.blockBrokenPipes()
            unsafe TransferLoop(queue: queue, settings: settings, multi: handle).run()
            thread.ended()
        }
        body.name = "baton.outbound"
        body.start()
    }

    deinit { queue.close() }

    /// Begins at once. For a reader that has deadlines of its own, or leaves before the end.
    package func open(_ request: OutboundRequest) -> OutboundTransfer {
        OutboundTransfer(queue.start(.request(request)), queue: queue)
    }

    /// Begins at once; leaving the loop, or cancelling the task, ends the transfer.
    ///
    /// Swift ends the stream of a cancelled task without an error: check `Task.isCancelled` behind the loop.
    package func stream(_ request: OutboundRequest) -> AsyncThrowingStream<OutboundEvent, any Error> {
        let transfer = open(request)
        return AsyncThrowingStream { try await transfer.next() }
    }

    /// Hands a mail over to its server, or looks whether the server would take one; returns once the server
    /// has answered for it. Throws an `OutboundFailure`, or `CancellationError` when the task was cancelled.
    package func send(_ mail: OutboundMail) async throws {
        let transfer = OutboundTransfer(queue.start(.mail(mail)), queue: queue)
        while try await transfer.next() != nil {}
    }

    /// Ends every transfer, and returns when the thread has ended.
    package func shutdown() async {
        queue.close()
        await thread.wait()
    }

    private static let isReady = baton_curl_global_init() == CURLE_OK
}

/// The moment when a thread ends.
private final class ThreadEnd: Sendable {
    private struct State {
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func ended() {
        let waiting = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiting.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }
}
