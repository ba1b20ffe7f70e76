package import Conversations

/// Places in the log from the last while in which announcements arrived, to begin at after some may not have.
package struct RecentMarks: Hashable, Sendable {
    /// A lost connection is noticed sooner than this.
    package static let slackSeconds = 30

    private struct Entry: Hashable {
        let mark: LogCursor
        let at: Timestamp
    }

    private var entries: [Entry] = []

    package init() {}

    /// Takes the end of the log, read while announcements arrived.
    package mutating func add(_ mark: LogCursor, at now: Timestamp) {
        // After a clock was set back, what was there counts as new: rather too old a place than too young.
        entries = entries.map { Entry(mark: $0.mark, at: min($0.at, now)) }
        entries.append(Entry(mark: mark, at: now))
        while entries.count > 1, now.seconds(since: entries[1].at) >= Self.slackSeconds {
            entries.removeFirst()
        }
    }

    /// Nothing that was missed stands before it. `nil` when nothing is known yet.
    package var safe: LogCursor? { entries.first?.mark }
}
