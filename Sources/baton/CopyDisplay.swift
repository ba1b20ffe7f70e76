import BatonServer
import Conversations
import Foundation
import Storage
import Synchronization

/// Set by a signal, which can reach nothing else.
private let wasInterrupted = Atomic(false)

/// Shows on a terminal how far a copy is, and lets Ctrl+C end it between two pages.
final class CopyDisplay: Sendable {
    private struct State {
        var percent = -1
        var isShown = false
    }

    private let state = Mutex(State())
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init() {
        // Made here: within a signal nothing may be made.
        wasInterrupted.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in wasInterrupted.store(true, ordering: .relaxed) }
        }
    }

    var options: Copy.Options {
        var options = Copy.Options(
            newEpoch: Settings.newEpoch(), nowMilliseconds: SystemClock().now().milliseconds)
        options.progress = { [weak self] in self?.show($0) }
        options.isInterrupted = { wasInterrupted.load(ordering: .relaxed) }
        return options
    }

    private func show(_ progress: Copy.Progress) {
        guard isTerminal, progress.rowsTotal > 0 else { return }
        let percent = progress.rows * 100 / progress.rowsTotal
        let isNew = state.withLock { state in
            guard state.percent != percent else { return false }
            (state.percent, state.isShown) = (percent, true)
            return true
        }
        guard isNew else { return }
        let word = progress.step == .copying ? "Copying" : "Comparing"
        write("\r\u{1b}[K\(word): \(percent) % of \(progress.rowsTotal) rows")
    }

    /// Clears the line.
    func finish() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
