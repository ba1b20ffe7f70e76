import Answering
import Calibration
import Conversations
import Embedding
import Gateway
import Identity
import Kernels
import Knowledge
import Logging
import Retrieval
import ServiceLifecycle
import Storage

/// How sure Baton is: the thresholds and the model in force on this node, and the work on them where it
/// leads.
struct CertaintyRoom: Sendable {
    let board: ThresholdBoard
    let desk: CertaintyReports
    private let calibrator: Calibrator
    private let keeper: UnansweredKeeper
    private let store: Store
    private let index: SearchIndex
    private let clock: any WallClock
    private let logger: Logger
    private let promise: @Sendable () -> ErrorPromise
    private let report: @Sendable (CalibrationNotice) async -> Void

    init(
        store: Store, recorder: Recorder, index: SearchIndex, live: LiveSettings, logger: Logger
    ) {
        let clock = recorder.clock
        let promise: @Sendable () -> ErrorPromise = { live.current.promise }
        let board = ThresholdBoard(promise: promise)
        self.promise = promise
        self.board = board
        self.store = store
        self.index = index
        self.clock = clock
        self.logger = logger
        let log = CalibrationLog(store: store, clock: clock, logger: logger)
        let report: @Sendable (CalibrationNotice) async -> Void = { await log.note($0) }
        self.report = report
        calibrator = Calibrator(
            outcomes: store, ledger: store, board: board, clock: clock, promise: promise, report: report)
        keeper = UnansweredKeeper(
            ledger: store, journal: store, index: index,
            threshold: { board.standing(of: $0, under: index.confidence.version).threshold })
        desk = CertaintyReports(
            store: store, calibrator: calibrator, board: board, index: index, live: live, clock: clock)
    }

    /// From which confidence on an area's questions are answered, by a version of the model.
    func threshold(of area: String?, under model: String) -> Double {
        board.standing(of: area, under: model).threshold
    }

    /// How answers are given, and how many of them are drawn to be judged.
    func answering(_ settings: Settings) -> AnswerSettings {
        var answering = settings.answering
        answering.auditRate = board.state.auditRate(share: settings.auditRate, daily: settings.auditDaily)
        return answering
    }

    /// Puts what the database holds in force here, whoever decided it.
    func follow() async throws {
        let (before, state) = (board.state, try await store.calibration())
        board.take(state)
        try await index.put(state, insteadOf: before, board: board, store: store, at: clock.now())
        try await remember()
    }

    /// The unanswered questions as the vectors of the library now read them: after a change of embedder they
    /// are other ones.
    func remember() async throws {
        guard let embedder = index.embedder else { return index.use(UnansweredMemory?.none) }
        let questions = try await store.unansweredQuestions(
            embedder: embedder.id, limit: UnansweredQuestion.questionsMax)
        var memory = UnansweredMemory(embedder: embedder.id, dimensions: embedder.dimensions)
        // The oldest first: it is the first to be forgotten.
        for question in questions.reversed() where !question.isAnswered {
            memory.remember(question.id, vector: question.vector)
        }
        index.use(memory.count == 0 ? nil : memory)
    }

    /// A model that was fitted on the library itself; `nil` where it is too small for one.
    func take(_ found: DayZero?) async {
        let fit = found.map(LibraryFit.init)
        board.take(fit)
        if board.state.version == nil { index.use(fit?.model ?? .byHand) }
        do {
            // The vectors may have become another embedder's.
            try await remember()
            guard let fit else { return }
            try await store.add(
                ConfidenceVersion(
                    fit.model, madeAt: clock.now(), isTaken: true, why: "fitted on the library itself"))
        } catch {
            // The next publication, or the next start, makes the same one again.
            logger.warning("a version of the confidence was not kept", metadata: ["why": "\(error)"])
        }
    }

    /// The measures of what was asked lately, whether or not anybody judged it, by the fusion in force.
    private func traffic() async throws -> [[String: Double]] {
        let since = clock.now().advanced(bySeconds: -Self.trafficDaysMax * 86_400)
        let outcomes = try await store.outcomes(since: since, limit: Self.trafficMax)
        let state = board.state
        return state.comparable(outcomes).filter { $0.confidence != nil }.map(\.measures)
    }

    /// Older questions say little about today's; and of these the newest.
    private static let (trafficDaysMax, trafficMax) = (30, 2_000)

    func services(library: any Library, leads: @escaping @Sendable () -> Bool) -> [any Service] {
        let (calibration, follower) = workers(library: library, leads: leads)
        return [calibration, follower]
    }

    /// Who works on outcomes, and who fits the confidence on the library.
    func workers(
        library: any Library, leads: @escaping @Sendable () -> Bool
    ) -> (LeaderService, DayZeroFollower) {
        let follower = DayZeroFollower(
            library: library, index: index, clock: clock, logger: logger, traffic: { try await traffic() },
            take: { await take($0) })
        let fusion = FusionKeeper(
            ledger: store, journal: store, index: index, clock: clock, promise: promise,
            library: { try await follower.fit($0).map(LibraryFit.init) }, report: report)
        let calibration = LeaderService(
            failure: "outcomes cannot be looked at", everyMilliseconds: Calibrator.tickMilliseconds,
            leads: leads, clock: clock, logger: logger
        ) { [calibrator, keeper] in
            let news = try await calibrator.tick()
            try await keeper.tick(news)
            try await fusion.tick(news)
        }
        return (calibration, follower)
    }
}

extension SearchIndex {
    /// Puts what was decided in force on this node: the model with the constants that its measures come of.
    func put(
        _ state: CalibrationState, insteadOf before: CalibrationState, board: ThresholdBoard, store: Store,
        at now: Timestamp
    ) async throws {
        let version =
            if let name = state.version { try await store.version(name) } else { ConfidenceVersion?.none }
        try await use(state.fusion, archive: store, atMilliseconds: now.milliseconds)
        if let version {
            use(version.model)
        } else if before.version != nil {
            use(board.library?.model ?? .byHand)
        }
    }
}

/// What calibration did by itself, where people look for it: in the log, and in the audit log.
struct CalibrationLog: Sendable {
    let store: Store
    let clock: any WallClock
    let logger: Logger

    func note(_ notice: CalibrationNotice) async {
        let (action, subject, detail) = Self.words(notice)
        logger.notice("\(action.rawValue)", metadata: ["what": "\(subject)", "how": "\(detail)"])
        let entry = AuditEntry(
            at: clock.now(), actor: .baton, action: action, subject: subject, detail: detail)
        do {
            try await store.note(entry)
        } catch {
            logger.warning("the audit log cannot be written", metadata: ["why": "\(error)"])
        }
    }

    private static func words(_ notice: CalibrationNotice) -> (AuditAction, String, String) {
        switch notice {
        case .moved(let from, let to):
            let judged = to.judged.audits + to.judged.shadows
            return (
                .thresholdMoved, to.basis.rawValue,
                "\(percent(from.threshold)) -> \(percent(to.threshold)), \(judged) judged"
            )
        case .drifted(let drift):
            return (
                .drift, drift.area ?? "all areas",
                "\(percent(drift.from)) -> \(percent(drift.to)): \(drift.wrong) of \(drift.judged) wrong"
            )
        case .fitted(let version, let isTaken, let why):
            return (.confidenceFitted, version, (isTaken ? "taken: " : "not taken: ") + why)
        }
    }

    /// With one decimal.
    private static func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
}

extension LibraryFit {
    init(_ found: DayZero) {
        self.init(model: found.model) { promise in
            found.threshold(errorMax: promise.errorMax, certainty: promise.certainty)?.threshold
        }
    }
}

extension Settings {
    /// How often answers may be wrong, and how sure that must be.
    var promise: ErrorPromise {
        ErrorPromise(
            errorMax: Double(errorRatePercent) / 100, certainty: Double(certaintyPercent) / 100)
    }
}
