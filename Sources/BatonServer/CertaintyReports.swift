import Calibration
import Conversations
import Gateway
import Identity
import Retrieval
import Storage

/// Adds up what the page shows, not more often than every few seconds.
actor CertaintyReports: CertaintyDesk {
    static let secondsBetween = 2
    static let versionsMax = 50

    private struct Kept {
        let at: Timestamp
        let state: CalibrationState
        let outcomes: [Outcome]
        let window: ScoredWindow
    }

    private let store: Store
    private let calibrator: Calibrator
    private let board: ThresholdBoard
    private let index: SearchIndex
    private let live: LiveSettings
    private let clock: any WallClock
    private var kept: Kept?

    init(
        store: Store, calibrator: Calibrator, board: ThresholdBoard, index: SearchIndex, live: LiveSettings,
        clock: any WallClock
    ) {
        self.store = store
        self.calibrator = calibrator
        self.board = board
        self.index = index
        self.live = live
        self.clock = clock
    }

    func certainty() async throws -> Certainty {
        let now = try await current()
        let settings = live.current
        return Certainty(
            report: CertaintyReport(
                now.outcomes, window: now.window, board: board, promise: settings.promise),
            auditRate: settings.auditRate, state: now.state, inForce: now.window.model.version,
            versions: try await store.versions(limit: Self.versionsMax),
            remembered: index.memory?.count ?? 0)
    }

    func scored() async throws -> [Scored] { try await current().window.all }

    func use(_ version: String, by actor: AuditActor) async throws -> Bool {
        let isAuto = version == "auto"
        guard try await calibrator.use(isAuto ? nil : version, isPinned: !isAuto) else { return false }
        kept = nil
        let (before, state) = (board.state, try await store.calibration())
        board.take(state)
        try await index.put(state, insteadOf: before, board: board, store: store, at: clock.now())
        try await store.note(
            AuditEntry(at: clock.now(), actor: actor, action: .confidenceUsed, subject: version))
        return true
    }

    private func current() async throws -> Kept {
        let (now, state, model) = (clock.now(), board.state, index.confidence)
        if let kept, kept.state == state, kept.window.model == model, now >= kept.at,
            now.seconds(since: kept.at) < Self.secondsBetween
        {
            return kept
        }
        let outcomes = try await calibrator.window()
        var crossFit: CrossFit?
        if let name = state.version { crossFit = try await store.version(name)?.crossFit }
        let comparable = state.comparable(outcomes)
        let window = ScoredWindow(comparable, model: model, crossFit: crossFit, since: state.since)
        let fresh = Kept(at: now, state: state, outcomes: outcomes, window: window)
        kept = fresh
        return fresh
    }
}
