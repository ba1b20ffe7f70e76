import BatonServer
import Identity
import Storage

/// Writes down what a command did with the whole database. What was done stays done when this fails, so a
/// failure is only said.
func noteInAudit(_ action: AuditAction, _ file: String, in settings: Settings) async {
    do {
        let entry = AuditEntry(
            at: SystemClock().now(), actor: .commandLine, action: action, subject: file)
        try await settings.withStore { try await $0.note(entry) }
    } catch {
        complain("The audit log does not tell of it: \(error)")
    }
}
