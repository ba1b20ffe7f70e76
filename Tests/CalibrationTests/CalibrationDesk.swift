import BatonTesting
import Calibration
import Conversations
import Retrieval

/// A calibrator over a ledger in memory, with a clock that stands behind all outcomes.
final class CalibrationDesk: Sendable {
    static let promise = ErrorPromise(errorMax: 0.05, certainty: 0.95)

    let ledger: MemoryLedger
    let board: ThresholdBoard
    let calibrator: Calibrator
    let clock = ManualClock(100_000_000)
    private let box: Box

    init(
        _ outcomes: [Outcome],
        library: LibraryFit? = LibraryFit(model: Sample.dayZero, threshold: { _ in 0.8 })
    ) {
        ledger = MemoryLedger(outcomes)
        board = ThresholdBoard(promise: { Self.promise })
        board.take(library)
        let box = Box()
        self.box = box
        calibrator = Calibrator(
            outcomes: ledger, ledger: ledger, board: board, clock: clock, promise: { Self.promise },
            report: { await box.add($0) })
    }

    /// A minute later.
    func tick() async throws -> CalibrationState {
        clock.advance(seconds: 60)
        try await calibrator.tick()
        let state = try await ledger.calibration()
        board.take(state)
        return state
    }

    func reported() async -> [CalibrationNotice] { await box.notices }

    private actor Box {
        private(set) var notices: [CalibrationNotice] = []

        func add(_ notice: CalibrationNotice) { notices.append(notice) }
    }
}
