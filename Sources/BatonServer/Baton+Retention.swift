import Conversations
import Identity
import ServiceLifecycle
import Storage

extension Baton {
    private static let retentionMilliseconds = 3_600_000

    /// Words that are older than the operator keeps them go, within an hour.
    static func retention(
        _ live: LiveSettings, _ surroundings: Surroundings, _ store: Store,
        leads: @escaping @Sendable () -> Bool
    ) -> any Service {
        let (clock, logger) = (surroundings.clock, surroundings.logger)
        return LeaderService(
            failure: "old words could not be erased", everyMilliseconds: retentionMilliseconds, leads: leads,
            clock: clock, logger: logger
        ) {
            let days = live.current.keepWordsDays
            guard days > 0 else { return }
            let report = try await Eraser(store: store, clock: clock).erase(olderThanDays: days)
            guard report.conversations > 0 else { return }
            try await store.note(
                AuditEntry(
                    at: clock.now(), actor: .baton, action: .wordsErased, subject: "\(days) days",
                    detail: "\(report.conversations) conversations, \(report.erased.texts) texts"))
        }
    }
}
