/// A PostgreSQL database, written in one transaction: a copy that was broken off leaves nothing behind.
final class PostgresTarget: CopyTarget {
    let path: String
    let connection: any Connection
    private var tables: [TableShape] = []

    init(_ address: PostgresAddress, nowMilliseconds: Int64) throws {
        path = address.description
        let connection = try PostgresConnection.open(address, limits: .unhurried)
        self.connection = connection
        do {
            try connection.begin(.write)
            try Self.checkOwn(connection, path: path)
            try Migrator(migrations: try Migration.all(dialect: Dialect.postgres.rawValue))
                .bringUpToDate(within: connection)
            guard try LivingNodes.count(on: connection, nowMilliseconds: nowMilliseconds) == 0 else {
                throw CopyFailure.targetInUse(path: path)
            }
            tables = try Catalogue.read(connection).kept
            // Whoever opens it meanwhile can read that it is empty, and write nothing.
            try connection.execute(
                "LOCK TABLE \(TableShape.list(tables.map(\.name))) IN EXCLUSIVE MODE", [])
            try Self.checkEmpty(connection, path: path)
            try Self.clear(tables, on: connection)
        } catch {
            abandon()
            throw error
        }
    }

    func finish() throws {
        for table in tables { try number(table) }
        try connection.commit()
        // The planner knows nothing of new rows for a minute or so. Without the right it is only warned of.
        _ = try? connection.script("ANALYZE \(TableShape.list(tables.map(\.name)))")
        connection.close()
    }

    func abandon() {
        connection.rollback()
        connection.close()
    }

    /// The next row that the database numbers comes after the highest.
    private func number(_ table: TableShape) throws {
        guard let column = table.numbered else { return }
        let highest = "max(\(TableShape.quoted(column)))"
        _ = try connection.query(
            """
            SELECT setval(pg_get_serial_sequence($1, $2), GREATEST(\(highest), 1), \(highest) IS NOT NULL)
            FROM \(table.quoted)
            """, [.text(table.quoted), .text(column)]
        ) { _ in () }
    }
}
