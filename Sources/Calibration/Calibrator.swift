package import Conversations
import Retrieval

/// Keeps outcomes, thresholds and models up to date with the log: the work of one node at a time.
package actor Calibrator {
    package static let tickMilliseconds = 2_000
    /// Events looked at in one step, and steps of one tick.
    static let eventsPerStepMax = 500
    static let stepsPerTickMax = 20
    /// Outcomes of a window are scored anew at most this often, however quickly they come.
    static let lookSecondsMin = 10

    private let outcomes: any OutcomeLedger
    private let ledger: any CalibrationLedger
    private let board: ThresholdBoard
    private let clock: any WallClock
    private let promise: @Sendable () -> ErrorPromise
    private let report: @Sendable (CalibrationNotice) async -> Void
    private var looked: Looked?
    private var hasNews = true

    /// What the last look was for: the same again finds the same.
    private struct Looked: Equatable {
        let at: Timestamp
        let promise: ErrorPromise
        let model: String
    }

    package init(
        outcomes: any OutcomeLedger, ledger: any CalibrationLedger, board: ThresholdBoard,
        clock: any WallClock, promise: @escaping @Sendable () -> ErrorPromise,
        report: @escaping @Sendable (CalibrationNotice) async -> Void
    ) {
        self.outcomes = outcomes
        self.ledger = ledger
        self.board = board
        self.clock = clock
        self.promise = promise
        self.report = report
    }

    /// Takes in what is new in the log, and decides anew if that may change something: the outcomes that were
    /// looked at then, `nil` otherwise.
    @discardableResult
    package func tick() async throws -> [Outcome]? {
        if try await catchUp() { hasNews = true }
        let state = try await ledger.calibration()
        guard let model = try await model(of: state), isDue(model.version) else { return nil }
        let all = try await window()
        let window = state.comparable(all)
        var next = try await decide(state, window, model)
        if try await fit(next, window, model) { next = try await ledger.calibration() }
        looked = Looked(at: clock.now(), promise: promise(), model: next.version ?? model.version)
        hasNews = false
        return all
    }

    /// Makes all outcomes that are due; whether there were any.
    @discardableResult
    package func catchUp() async throws -> Bool {
        var found = false
        for _ in 0..<Self.stepsPerTickMax {
            let due = try await outcomes.outcomesDue(limit: Self.eventsPerStepMax)
            guard !due.isEmpty else { break }
            var made: [ConversationID: [Outcome]] = [:]
            for id in due.conversations {
                try Task.checkCancellation()
                made[id] = OutcomeFold.outcomes(of: try await outcomes.outcomeEvents(of: id))
            }
            guard try await outcomes.keep(made, after: due) else { break }
            found = found || !made.isEmpty
        }
        return found
    }

    private func isDue(_ model: String) -> Bool {
        guard let looked else { return true }
        if looked.promise != promise() || looked.model != model { return true }
        return hasNews && clock.now().seconds(since: looked.at) >= Self.lookSecondsMin
    }

    package func window() async throws -> [Outcome] {
        let since = clock.now().advanced(bySeconds: -ScoredWindow.daysMax * 86_400)
        return try await outcomes.outcomes(since: since, limit: ScoredWindow.outcomesMax)
    }

    /// The model in force: the one that was chosen, or the library's own.
    private func model(of state: CalibrationState) async throws -> ConfidenceModel? {
        if let name = state.version, let version = try await ledger.version(name) { return version.model }
        return board.library?.model ?? .byHand
    }

    /// By the model that the state has in force.
    private func scored(
        _ window: [Outcome], _ model: ConfidenceModel, _ state: CalibrationState
    ) async throws -> ScoredWindow {
        ScoredWindow(window, model: model, crossFit: try await crossFit(state), since: state.since)
    }

    private func crossFit(_ state: CalibrationState) async throws -> CrossFit? {
        guard let name = state.version else { return nil }
        return try await ledger.version(name)?.crossFit
    }

    private func decide(
        _ state: CalibrationState, _ window: [Outcome], _ model: ConfidenceModel
    ) async throws -> CalibrationState {
        let scored = try await scored(window, model, state)
        let decision = ThresholdDecision(promise: promise(), library: board.library)
        let next = decision.decide(state, scored, at: clock.now())
        guard next != state, try await ledger.keep(next, insteadOf: state, with: nil) else { return state }
        if let drift = next.drift, drift != state.drift {
            await report(.drifted(drift))
        } else if next.movedAt != state.movedAt {
            let initial = ThresholdBoard.initial(board.library, promise())
            await report(.moved(from: state.whole ?? initial, to: next.whole ?? initial))
        }
        return next
    }

    /// Fits a model if it is time to, and takes it if it is better; whether anything was stored.
    private func fit(
        _ state: CalibrationState, _ window: [Outcome], _ model: ConfidenceModel
    ) async throws -> Bool {
        guard Refit.isDue(window, state) else { return false }
        let made = try await fitted(state, window, model)
        guard let version = made.version else {
            return try await ledger.keep(made.state, insteadOf: state, with: nil)
        }
        guard try await ledger.keep(made.state, insteadOf: state, with: version) else { return false }
        await report(.fitted(version: version.name, isTaken: version.isTaken, why: version.why))
        return true
    }

    /// A fit on what is known now, without storing it.
    package func dryFit() async throws -> ConfidenceVersion? {
        let state = try await ledger.calibration()
        guard let model = try await model(of: state) else { return nil }
        return try await fitted(state, state.comparable(try await window()), model).version
    }

    /// Fits now, whether or not it is time to; the version with what became of it.
    package func fitNow() async throws -> ConfidenceVersion? {
        let state = try await ledger.calibration()
        guard let model = try await model(of: state) else { return nil }
        let made = try await fitted(state, state.comparable(try await window()), model)
        guard let version = made.version,
            try await ledger.keep(made.state, insteadOf: state, with: version)
        else { return nil }
        await report(.fitted(version: version.name, isTaken: version.isTaken, why: version.why))
        return version
    }

    private func fitted(
        _ state: CalibrationState, _ window: [Outcome], _ model: ConfidenceModel
    ) async throws -> (state: CalibrationState, version: ConfidenceVersion?) {
        var next = state
        next.fittedOutcomes = Refit.labelled(window)
        let name = "fit-\(state.fits + 1)"
        let made = Refit(promise: promise())
            .fit(
                window, name: name, against: model, crossFit: try await crossFit(state), at: clock.now())
        guard var version = made else { return (next, nil) }
        next.fits += 1
        version.constants = state.constants
        guard version.isTaken else { return (next, version) }
        if state.isPinned {
            version.isTaken = false
            version.why = "better on held-out outcomes, but a version was chosen by hand"
            return (next, version)
        }
        var taken = next
        taken.use(version)
        let decision = ThresholdDecision(promise: promise(), library: board.library)
        let standing = state.whole ?? ThresholdBoard.initial(board.library, promise())
        let before = ThresholdMove.Effect(
            standing.threshold, try await scored(window, model, state), decision.search)
        let scored = ScoredWindow(
            window, model: version.model, crossFit: version.crossFit, since: state.since)
        taken = decision.decide(taken, scored, at: clock.now(), instead: before)
        // Its confidences are on a scale of their own: without a threshold that is shown on outcomes that it
        // was not fitted on there is none for it.
        if taken.whole?.isPromised != true {
            version.isTaken = false
            version.why = "better on held-out outcomes, but too few of them to promise anything yet"
            return (next, version)
        }
        return (taken, version)
    }

    /// Puts a version in force by hand; `nil` for the one that the library gives, and fits take over again.
    ///
    /// - Parameter isPinned: whether it stays until somebody says otherwise.
    package func use(_ name: String?, isPinned: Bool) async throws -> Bool {
        var version: ConfidenceVersion?
        if let name {
            version = try await ledger.version(name)
            guard version != nil else { return false }
        }
        for _ in 0..<Recorder.attemptsMax {
            let state = try await ledger.calibration()
            var next = state
            next.use(version)
            next.isPinned = isPinned
            if try await ledger.keep(next, insteadOf: state, with: nil) {
                hasNews = true
                looked = nil
                return true
            }
        }
        return false
    }
}
