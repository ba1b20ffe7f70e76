package import Conversations

/// Numbers that are raised with a change, so that another process, or another part of this one, notices it.
enum ChangeCounter: String {
    /// Somebody was disabled, signed out, or given another role.
    case access
    /// A setting was changed in the console.
    case settings
    /// Thresholds, versions of the confidence, or the memory of unanswered questions.
    case calibration

    static func value(_ counter: ChangeCounter, on sql: any SQL) throws -> Int64 {
        try sql.first(
            "SELECT value FROM change_counter WHERE site = $1 AND name = $2",
            [.int(Store.site), .text(counter.rawValue)]
        ) { try $0.int64(0) } ?? 0
    }

    static func raise(_ counter: ChangeCounter, on sql: any SQL) throws {
        try sql.execute(
            """
            INSERT INTO change_counter (site, name, value) VALUES ($1, $2, 1)
            ON CONFLICT (site, name) DO UPDATE SET value = change_counter.value + 1
            """, [.int(Store.site), .text(counter.rawValue)])
    }
}

/// How often something that others watch has been changed.
package struct ChangeCounts: Hashable, Sendable {
    package let access: Int64
    package let settings: Int64
    package let calibration: Int64
}

extension Store {
    /// Three looks at an index: cheap enough for twice a second.
    package func changeCounts() async throws(JournalError) -> ChangeCounts {
        try await read { sql in
            ChangeCounts(
                access: try ChangeCounter.value(.access, on: sql),
                settings: try ChangeCounter.value(.settings, on: sql),
                calibration: try ChangeCounter.value(.calibration, on: sql))
        }
    }
}
