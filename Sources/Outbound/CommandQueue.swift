import CCurl
import Synchronization

/// What the transfer thread is told by others, and the bell that wakes it.
///
/// Sendable by hand: of the multi handle others use only the bell, which libcurl allows from any thread,
/// and only under the lock that also ends the handle's life.
@safe final class CommandQueue: @unchecked Sendable {
    /// What there is to do since the last look. Ids of transfers that have ended mean nothing.
    struct Orders {
        var starts: [TransferState] = []
        var resumes: Set<Int> = []
        var cancels: Set<Int> = []
        var isClosing = false
    }

    private struct State {
        var orders = Orders()
        /// Admitted and not ended: all sets above are bounded by it.
        var live = 0
        var nextID = 0
        var hasBell = true
    }

    private let settings: OutboundSettings
    private let multi: UnsafeMutableRawPointer
    private let state = Mutex(State())

    init(settings: OutboundSettings, multi: UnsafeMutableRawPointer) {
        self.settings = settings
        unsafe self.multi = unsafe multi
    }

    /// A new transfer; one that was refused has ended already.
    func start(_ work: TransferWork) -> TransferState {
        state.withLock { state in
            state.nextID += 1
            let transfer = TransferState(
                id: state.nextID, work: work, unreadBytesMax: settings.unreadBytesMax,
                submittedAt: .now)
            guard !state.orders.isClosing else {
                transfer.end(.failed(OutboundFailure(.closed)))
                return transfer
            }
            guard state.live < settings.transfersMax + settings.waitingMax else {
                transfer.end(.failed(OutboundFailure(.busy)))
                return transfer
            }
            state.live += 1
            state.orders.starts.append(transfer)
            ring(state)
            return transfer
        }
    }

    func resume(_ id: Int) { order { $0.resumes.insert(id) } }

    func cancel(_ id: Int) { order { $0.cancels.insert(id) } }

    func close() { order { $0.isClosing = true } }

    /// Makes the thread look at deadlines again.
    func ring() { order { _ in } }

    private func order(_ change: (inout Orders) -> Void) {
        state.withLock { state in
            guard state.hasBell else { return }
            change(&state.orders)
            ring(state)
        }
    }

    private func ring(_ state: State) {
        if state.hasBell { unsafe curl_multi_wakeup(multi) }
    }

    // MARK: The transfer thread

    func take() -> Orders {
        state.withLock { state in
            let orders = state.orders
            state.orders = Orders(isClosing: orders.isClosing)
            return orders
        }
    }

    /// One transfer has ended: there is room for another.
    func ended() { state.withLock { $0.live -= 1 } }

    /// After this nobody touches the multi handle. Returns what was ordered in the last moment.
    func removeBell() -> Orders {
        state.withLock { state in
            state.hasBell = false
            return state.orders
        }
    }
}
