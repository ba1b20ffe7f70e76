package import Conversations

/// How safe a commit is, as the database itself says.
package struct Durability: Hashable, Sendable {
    /// `wal` for a file, `memory` without one.
    package let journalMode: String
    /// SQLite's number: 2 is FULL, which alone survives a power cut.
    package let synchronous: Int

    package init(journalMode: String, synchronous: Int) {
        self.journalMode = journalMode
        self.synchronous = synchronous
    }
}

extension Store {
    /// Read back from the writing connection, for `doctor` and tests: the setting belongs to the connection.
    package func durability() async throws(JournalError) -> Durability {
        try await onWriter { sql in
            let mode = try sql.first("PRAGMA journal_mode", []) { try $0.text(0) }
            let synchronous = try sql.first("PRAGMA synchronous", []) { try $0.int(0) }
            return Durability(journalMode: mode ?? "", synchronous: synchronous ?? 0)
        }
    }

    /// Sets the size that the file may not exceed, in pages of 4096 bytes; never below what it has.
    package func limit(pagesMax: Int) async throws(JournalError) {
        _ = try await onWriter { sql in
            try sql.query("PRAGMA max_page_count = \(pagesMax)", []) { try $0.int(0) }
        }
    }

    /// 24 pages: an append dirties about 15, and 7 more with the longest message. While this fits, it fits.
    private static let probeBytes = 24 * 4096

    /// A small write down to the disk: whether an append would work now.
    package func checkWritable() async throws(JournalError) {
        try await write { sql in
            // Another content each time, and kept: SQLite does not write what stays the same or is freed.
            let last = try Meta.value("probe", on: sql)
            let filling = last?.first == "0" ? "1" : "0"
            try Meta.set("probe", to: String(repeating: filling, count: Self.probeBytes), on: sql)
        }
    }
}
