import Calibration
import Conversations
import Synchronization

/// Outcomes and versions in memory, as Storage keeps them.
final class MemoryLedger: OutcomeLedger, CalibrationLedger {
    private struct State {
        var outcomes: [Outcome]
        var calibration = CalibrationState()
        var versions: [ConfidenceVersion] = []
        var isNew = true
    }

    private let state: Mutex<State>

    init(_ outcomes: [Outcome] = []) { state = Mutex(State(outcomes: outcomes)) }

    func add(_ outcomes: [Outcome]) {
        state.withLock { state in
            state.outcomes += outcomes
            state.isNew = true
        }
    }

    func outcomesDue(limit: Int) async throws(JournalError) -> LogPiece {
        let isNew = state.withLock { $0.isNew }
        let end = LogCursor(transaction: 0, position: 1)
        return LogPiece(
            from: .beginning, to: isNew ? end : .beginning,
            conversations: isNew ? [id("conversation-1")] : [])
    }

    func outcomeEvents(of id: ConversationID) async throws(JournalError) -> [Event] { [] }

    func keep(
        _ outcomes: [ConversationID: [Outcome]], after due: LogPiece
    ) async throws(JournalError) -> Bool {
        state.withLock { $0.isNew = false }
        return true
    }

    func outcomes(since: Timestamp, limit: Int) async throws(JournalError) -> [Outcome] {
        let outcomes = state.withLock { $0.outcomes }
        return Array(outcomes.filter { $0.at >= since }.sorted { $0.at > $1.at }.prefix(limit))
    }

    func calibration() async throws(JournalError) -> CalibrationState { state.withLock { $0.calibration } }

    func keep(
        _ calibration: CalibrationState, insteadOf before: CalibrationState,
        with version: ConfidenceVersion?
    ) async throws(JournalError) -> Bool {
        state.withLock { state in
            guard state.calibration == before else { return false }
            state.calibration = calibration
            if let version { state.versions.append(version) }
            return true
        }
    }

    func add(_ version: ConfidenceVersion) async throws(JournalError) {
        state.withLock { state in
            if !state.versions.contains(where: { $0.name == version.name }) { state.versions.append(version) }
        }
    }

    func version(_ name: String) async throws(JournalError) -> ConfidenceVersion? {
        state.withLock { $0.versions.first { $0.name == name } }
    }

    func versions(limit: Int) async throws(JournalError) -> [ConfidenceVersion] {
        state.withLock { Array($0.versions.reversed().prefix(limit)) }
    }
}
