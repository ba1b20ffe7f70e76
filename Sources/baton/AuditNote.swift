import BatonServer
import Identity
import Storage

/// Writes down what a command did with the whole database. What was done stays done when this fails, so a
/// failure is only said.
func noteInAudit(_ action: AuditAction, _ subject: String, in place: StoreLocation) async {
    do {
        let entry = AuditEntry(
            at: SystemClock().now(), actor: .commandLine, action: action, subject: subject)
        let store = try await Store.open(place, options: StoreOptions(newEpoch: Settings.newEpoch))
        do {
            try await store.note(entry)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    } catch {
        complain("The audit log does not tell of it: \(error)")
    }
}
