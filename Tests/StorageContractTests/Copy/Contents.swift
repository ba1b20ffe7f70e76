import Foundation
import Storage

/// Everything that a database holds, read without the help of the code under test.
enum Contents {
    /// Rows that say who is at work now, and what belongs to the tables themselves.
    private static let passing: Set = ["node", "agent_presence", "schema_migration"]

    static func tables(of location: StoreLocation) throws -> Set<String> {
        let sql = try location.connection()
        let names = try sql.query(
            sql is SQLiteConnection
                ? "SELECT name FROM sqlite_schema WHERE type = 'table'"
                : "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", []
        ) { try $0.text(0) }
        return Set(names).subtracting(passing)
    }

    /// The rows of each table in an SQLite file, sorted by what they hold.
    static func read(_ location: StoreLocation) throws -> [String: [String]] {
        let sql = try location.connection()
        return try tables(of: location).reduce(into: [:]) { contents, table in
            let names = try columns(table, sql).map(\.name).sorted()
            let list = names.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
            contents[table] = try sql.query("SELECT \(list) FROM \"\(table)\"", []) { try $0.text(0) }
                .sorted()
        }
    }

    /// Puts a row into every table of an SQLite file that has none: all texts are `x` and all numbers 1, so
    /// that rows which refer to another one find it.
    static func fill(_ location: StoreLocation) throws {
        let sql = try location.connection()
        try sql.script("PRAGMA foreign_keys = OFF")
        for table in try tables(of: location).sorted() {
            let columns = try columns(table, sql)
            let list = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            let values = columns.map { column in
                switch column.type {
                case "BLOB": "x'00ff01'"
                case "INTEGER": "1"
                case "REAL": "0.1"
                default: "'x'"
                }
            }.joined(separator: ", ")
            try sql.execute(
                "INSERT INTO \"\(table)\" (\(list)) VALUES (\(values)) ON CONFLICT DO NOTHING", [])
        }
        // As PostgreSQL sees them: with every row that they refer to.
        let orphans = try sql.query("PRAGMA foreign_key_check", []) { try $0.text(0) }
        guard orphans.isEmpty else { throw Orphans(tables: orphans) }
    }

    private struct Orphans: Error { let tables: [String] }

    private static func columns(_ table: String, _ sql: any SQL) throws -> [(name: String, type: String)] {
        try sql.query("SELECT name, type FROM pragma_table_info($1) WHERE name <> 'txid'", [.text(table)]) {
            (name: try $0.text(0), type: try $0.text(1))
        }
    }
}
