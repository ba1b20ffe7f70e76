/// The database that is written. Until `finish` returns, it is what it was before for everybody else.
protocol CopyTarget {
    var path: String { get }
    var connection: any Connection { get }
    /// Makes all that was written durable and visible, in one step.
    func finish() throws
    /// Leaves nothing of it.
    func abandon()
}

extension CopyTarget {
    /// Meta rows that opening a database alone leaves behind.
    private static var harmless: Set<String> { ["epoch", "probe"] }

    /// What the migrations put there comes from the source as well.
    static func clear(_ tables: [TableShape], on sql: any SQL) throws {
        for table in tables.reversed() { try sql.execute("DELETE FROM \(table.quoted)", []) }
    }

    /// Throws when somebody else keeps tables there as well.
    static func checkOwn(_ sql: any SQL, path: String) throws {
        let own = try FreshTables.rows()
        for table in try Catalogue.read(sql).tables where own[table.name] == nil {
            throw CopyFailure.foreignTable(path: path, table: table.name)
        }
    }

    /// Throws unless the database holds nothing but what the migrations put there.
    static func checkEmpty(_ sql: any SQL, path: String) throws {
        let fresh = try FreshTables.rows()
        for table in try Catalogue.read(sql).kept {
            let names =
                table.name == "meta"
                ? try sql.query("SELECT name FROM meta WHERE site = $1", [.int(Store.site)]) {
                    try $0.text(0)
                } : []
            let count = try sql.first(table.count, []) { try $0.int(0) } ?? 0
            guard count - names.count(where: harmless.contains) <= fresh[table.name] ?? 0 else {
                throw CopyFailure.notEmpty(path: path, table: table.name)
            }
        }
    }
}

/// How many rows each table has when nothing but the migrations has run.
enum FreshTables {
    static func rows() throws -> [String: Int] {
        let sql = try SQLiteConnection(path: ":memory:", busyMilliseconds: 0)
        defer { sql.close() }
        try Migrator(migrations: try Migration.all(dialect: sql.dialect.rawValue)).bringUpToDate(sql)
        return try Catalogue.read(sql).tables.reduce(into: [:]) { rows, table in
            rows[table.name] = try sql.first(table.count, []) { try $0.int(0) } ?? 0
        }
    }
}
