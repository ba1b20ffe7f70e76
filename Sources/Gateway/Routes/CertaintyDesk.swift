package import Calibration
package import Identity

/// Everything that the page shows.
package struct Certainty: Sendable {
    package let report: CertaintyReport
    package let auditRate: Double
    package let state: CalibrationState
    /// The name of the version in force.
    package let inForce: String
    package let versions: [ConfidenceVersion]
    package let remembered: Int

    package init(
        report: CertaintyReport, auditRate: Double, state: CalibrationState, inForce: String,
        versions: [ConfidenceVersion], remembered: Int
    ) {
        self.report = report
        self.auditRate = auditRate
        self.state = state
        self.inForce = inForce
        self.versions = versions
        self.remembered = remembered
    }
}

/// Who knows how sure Baton is.
package protocol CertaintyDesk: Sendable {
    func certainty() async throws -> Certainty
    /// The latest outcomes under the model in force, the newest first.
    func scored() async throws -> [Scored]
    /// Puts a version in force, or lets fits take over again (`auto`); false when there is no such version.
    func use(_ version: String, by actor: AuditActor) async throws -> Bool
}
