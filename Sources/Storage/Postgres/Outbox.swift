import Dispatch
import Synchronization

/// What is to be told to other processes, on its way to the thread that does it: of too much the oldest goes.
final class Outbox: Sendable {
    static let framesMax = 4_096

    private struct State {
        var frames: [String] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let added = DispatchSemaphore(value: 0)

    func add(_ frame: String) {
        state.withLock { state in
            guard !state.isClosed else { return }
            if state.frames.count >= Self.framesMax { state.frames.removeFirst(Self.framesMax / 4) }
            state.frames.append(frame)
        }
        added.signal()
    }

    /// Waits for frames and takes up to `framesMax` of them; `nil` when the box is closed and empty.
    func take(framesMax: Int) -> [String]? {
        while true {
            let taken: [String]? = state.withLock { state in
                guard !state.frames.isEmpty else { return state.isClosed ? nil : [] }
                let frames = Array(state.frames.prefix(framesMax))
                state.frames.removeFirst(frames.count)
                return frames
            }
            guard let taken else { return nil }
            if !taken.isEmpty { return taken }
            added.wait()
        }
    }

    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Takes nothing more; what waits is still told.
    func close() {
        state.withLock { $0.isClosed = true }
        added.signal()
    }
}
