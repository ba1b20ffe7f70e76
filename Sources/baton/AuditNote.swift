import BatonServer
import Identity
import Storage

/// Writes down what a command did with the whole database. What was done stays done when this fails, so a
/// failure is only said.
func noteInAudit(_ action: AuditAction, _ file: String, in settings: Settings) async {
    do {
        let store = try await Store.open(
            .file(settings.databasePath), options: StoreOptions(newEpoch: { "e-" + RandomID.next() }))
        let entry = AuditEntry(
            at: SystemClock().now(), actor: .commandLine, action: action, subject: file)
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
