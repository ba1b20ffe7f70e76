package import Conversations

/// How safe a commit is, as the database itself says.
package struct Durability: Hashable, Sendable {
    /// SQLite: `wal` for a file, `memory` without one. PostgreSQL: `fsync on` or `fsync off`.
    package let journal: String
    /// SQLite: `2`, which is FULL, alone survives a power cut. PostgreSQL: `synchronous_commit`.
    package let synchronous: String

    package init(journal: String, synchronous: String) {
        self.journal = journal
        self.synchronous = synchronous
    }
}

extension Store {
    /// Read back from a writing connection, for `doctor` and tests: the settings belong to the connection.
    package func durability() async throws(JournalError) -> Durability {
        try await onWriter { sql in
            let journal = try sql.first(sql.dialect.journalMode, []) { try $0.text(0) }
            let synchronous = try sql.first(sql.dialect.synchronous, []) { row in
                if case .int(let number) = row[0] { String(number) } else { try row.text(0) }
            }
            return Durability(journal: journal ?? "", synchronous: synchronous ?? "")
        }
    }

    /// Sets the size that an SQLite file may not exceed, in pages of 4096 bytes; never below what it has.
    package func limit(pagesMax: Int) async throws(JournalError) {
        _ = try await onWriter { sql in
            try sql.query("PRAGMA max_page_count = \(pagesMax)", []) { try $0.int(0) }
        }
    }

    /// A small write down to the disk: whether an append would work now.
    package func checkWritable() async throws(JournalError) {
        try await write { sql in
            // Another content each time, and kept: SQLite does not write what stays the same or is freed.
            let last = try Meta.value("probe", on: sql)
            let filling = last?.first == "0" ? "1" : "0"
            try Meta.set("probe", to: String(repeating: filling, count: sql.dialect.probeBytes), on: sql)
        }
    }
}
