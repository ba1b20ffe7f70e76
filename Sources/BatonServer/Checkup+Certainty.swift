import Calibration
import Conversations
import Storage

extension Checkup {
    /// What is promised of the error rate, and whether answers got worse.
    func certainty(of store: Store) async throws -> Finding {
        let state = try await store.calibration()
        let waiting = try await store.waitingAudits(limit: Self.waitingMax)
        let judge =
            switch (waiting, settings.auditPercent + settings.auditDaily) {
            case (0, 0): "none is drawn to be judged, as audit_percent and audit_daily are 0."
            case (0, _): "none waits to be judged."
            default: "\(waiting) wait to be judged in the console."
            }
        guard let whole = state.whole else {
            return .good("error rate", "nothing is promised yet; of the answers \(judge)")
        }
        if whole.basis == .drift {
            return .bad(
                "error rate", "answers erred too often: judge more of them in the console; \(judge)")
        }
        guard let bound = whole.upperBound else {
            return .good("error rate", "nothing is promised any more; of the answers \(judge)")
        }
        let (percent, judged) = ((bound * 1_000).rounded() / 10, whole.judged.audits)
        return .good(
            "error rate",
            "at most \(percent) % of the answers are wrong, by \(judged) that were judged; \(judge)"
        )
    }

    /// More are not counted.
    private static let waitingMax = 1_000
}
