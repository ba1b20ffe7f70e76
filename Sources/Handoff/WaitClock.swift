package import Conversations

/// Offers a waiting visitor to leave an address once nobody came in time. The wait goes on.
package struct WaitClock: Sendable {
    package static let tickMilliseconds = 1000
    /// One tick handles this many; the rest follow a tick later.
    package static let perTickMax = 100

    private let line: any WaitingLine
    private let recorder: Recorder
    private let presence: PresenceBoard
    private let contactAfterSeconds: @Sendable () -> Int

    package init(
        line: any WaitingLine, recorder: Recorder, presence: PresenceBoard,
        contactAfterSeconds: @escaping @Sendable () -> Int
    ) {
        self.line = line
        self.recorder = recorder
        self.presence = presence
        self.contactAfterSeconds = contactAfterSeconds
    }

    /// Looks once. With nobody online there is nothing to wait for: the offer is made at once.
    package func tick() async throws {
        let seconds = presence.online.isEmpty ? 0 : contactAfterSeconds()
        let since = recorder.clock.now().advanced(bySeconds: -seconds)
        for id in try await line.waiting(since: since, limit: Self.perTickMax) {
            _ = try await recorder.record(id, reason: "wait clock") { conversation, now in
                conversation.offerContact(at: now)
            }
        }
    }
}
