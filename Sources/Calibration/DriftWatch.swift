import Kernels

/// Notices that answers which are given now err more often than allowed, and says where the safe side is.
struct DriftWatch: Sendable {
    /// Fewer are luck.
    static let judgedMin = 20

    let promise: ErrorPromise

    /// The audits at or above `threshold`, counted, when they show a drift; `nil` otherwise.
    ///
    /// - Parameter window: what was decided since the last move.
    func drift(in window: [Scored], from threshold: Double) -> Judged? {
        var (test, judged) = (DriftTest(errorMax: promise.errorMax), Judged())
        let audits = window.filter { $0.outcome.source == .audit && $0.confidence >= threshold }
            .sorted { ($0.outcome.at, $0.outcome.seq) < ($1.outcome.at, $1.outcome.seq) }
        for audit in audits {
            guard let isRight = audit.isRight else { continue }
            judged.add(audit)
            test.add(isError: !isRight)
        }
        return judged.audits >= Self.judgedMin && test.isAlarmed ? judged : nil
    }

    /// Half of the way to certainty, and never below what the library's own fit asks for: each further drift
    /// halves it again.
    static func safer(than threshold: Double, initial: Double) -> Double {
        max(initial, threshold + (1 - threshold) / 2)
    }
}
