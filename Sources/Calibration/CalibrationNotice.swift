import Conversations

/// What changed by itself, for the log and the audit log.
package enum CalibrationNotice: Hashable, Sendable {
    case moved(from: Standing, to: Standing)
    /// Recent answers erred too often.
    case drifted(CalibrationState.Drift)
    /// A model was fitted on outcomes; whether it is in force, and why.
    case fitted(version: String, isTaken: Bool, why: String)
}
