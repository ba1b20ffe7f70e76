import CCurl
import Glibc

/// All transfers on one thread: takes orders, lets libcurl work, keeps the deadlines, sleeps until something
/// happens.
@safe struct TransferLoop: ~Copyable {
    /// The longest sleep. Everything that matters wakes it earlier.
    static let sleepMillisecondsMax = 1_000
    /// After a sleep that failed.
    static let restMilliseconds: Int32 = 10
    /// Open connections kept for the next request.
    static let idleConnectionsMax = 16

    private let queue: CommandQueue
    private let settings: OutboundSettings
    private let multi: UnsafeMutableRawPointer
    private var waiting: [(state: TransferState, clock: TransferClock)] = []
    private var running: [Int: RunningTransfer] = [:]

    init(queue: CommandQueue, settings: OutboundSettings, multi: UnsafeMutableRawPointer) {
        self.queue = queue
        self.settings = settings
        unsafe self.multi = unsafe multi
        unsafe baton_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.idleConnectionsMax)
    }

    /// Works until it is told to close, then ends every transfer.
    consuming func run() {
        while true {
            let orders = queue.take()
            guard !orders.isClosing else { break }
            obey(orders)
            var count: Int32 = 0
            unsafe curl_multi_perform(multi, &count)
            collect()
            enforceDeadlines()
            startWaiting()
            let slept = unsafe curl_multi_poll(multi, nil, 0, Int32(sleepMilliseconds()), nil)
            // Should it fail, this must not become a loop that never rests.
            if slept != CURLM_OK { poll(nil, 0, Self.restMilliseconds) }
        }
        close()
    }

    private mutating func obey(_ orders: CommandQueue.Orders) {
        for state in orders.starts {
            waiting.append((state, TransferClock(state.work.deadlines, submittedAt: state.submittedAt)))
        }
        for id in orders.cancels { end(id, .cancelled) }
        for id in orders.resumes {
            guard let transfer = running[id] else { continue }
            transfer.clock.receive(at: .now)
            let code = transfer.handle.resume()
            if code != CURLE_OK { end(id, transfer.verdict(code)) }
        }
    }

    private mutating func collect() {
        var code = CURLE_OK
        while let handle = unsafe baton_curl_next_done(multi, &code) {
            guard let target = unsafe baton_curl_private(handle) else { continue }
            let transfer = unsafe Unmanaged<RunningTransfer>.fromOpaque(target).takeUnretainedValue()
            end(transfer.state.id, transfer.verdict(code))
        }
    }

    private mutating func enforceDeadlines() {
        let now = ContinuousClock.Instant.now
        for (state, clock) in waiting {
            let due = state.due(clock)
            if due.at <= now { end(state.id, .failed(.late(due.deadline))) }
        }
        for (id, transfer) in running {
            let due = transfer.state.due(transfer.clock)
            if due.at <= now { end(id, .failed(.late(due.deadline))) }
        }
    }

    private mutating func startWaiting() {
        while running.count < settings.transfersMax, !waiting.isEmpty {
            var (state, clock) = waiting.removeFirst()
            let now = ContinuousClock.Instant.now
            clock.start(at: now)
            do {
                let transfer = try RunningTransfer(state, settings, clock: clock)
                state.expectProgress(
                    by: state.work.deadlines.progressMillisecondsMax.map {
                        now.advanced(by: .milliseconds($0))
                    })
                unsafe curl_multi_add_handle(multi, transfer.handle.pointer)
                running[state.id] = transfer
            } catch {
                state.end(.failed(error))
                queue.ended()
            }
        }
    }

    /// Ends one at once, whatever it is doing: the connection of an unfinished answer is closed.
    private mutating func end(_ id: Int, _ ending: ResponseBuffer.Ending) {
        if let transfer = running.removeValue(forKey: id) {
            unsafe curl_multi_remove_handle(multi, transfer.handle.pointer)
            transfer.state.end(ending)
        } else if let index = waiting.firstIndex(where: { $0.state.id == id }) {
            waiting.remove(at: index).state.end(ending)
        } else {
            return
        }
        queue.ended()
    }

    private func sleepMilliseconds() -> Int {
        var next = ContinuousClock.Instant.now.advanced(by: .milliseconds(Self.sleepMillisecondsMax))
        for (state, clock) in waiting { next = min(next, state.due(clock).at) }
        for transfer in running.values { next = min(next, transfer.state.due(transfer.clock).at) }
        let left = ContinuousClock.Instant.now.duration(to: next).components
        // Rounded up: waking too early would spin until the deadline is reached.
        return max(0, Int(left.seconds) * 1_000 + Int(left.attoseconds / 1_000_000_000_000_000) + 1)
    }

    private mutating func close() {
        let closed = ResponseBuffer.Ending.failed(OutboundFailure(.closed))
        for id in Array(running.keys) { end(id, closed) }
        for (state, _) in waiting { state.end(closed) }
        for state in queue.removeBell().starts { state.end(closed) }
        unsafe curl_multi_cleanup(multi)
    }
}
