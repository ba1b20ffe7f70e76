/// Brings a database to the program's version, forward only, or says why it must not be touched.
struct Migrator {
    let migrations: [Migration]

    private struct Applied {
        let number: Int
        let checksum: String
        let readerVersionMin: Int
    }

    /// Everything in one transaction: a crash half-way leaves the tables as they were.
    /// - Returns: what was applied now, in order.
    @discardableResult
    func bringUpToDate(_ connection: any Connection) throws -> [Migration] {
        try connection.begin(.write)
        do {
            let applied = try bringUpToDate(within: connection)
            try connection.commit()
            return applied
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// As `bringUpToDate`, in the transaction that is open.
    @discardableResult
    func bringUpToDate(within connection: any Connection) throws -> [Migration] {
        if let lock = connection.dialect.migrationLock { try connection.execute(lock, []) }
        let pending = try pending(on: connection)
        if pending.count == migrations.count {
            try connection.script(connection.dialect.migrationTable)
        }
        for migration in pending { try apply(migration, on: connection) }
        return pending
    }

    /// What has to be applied yet, in order; throws for a database that this release must not touch.
    func pending(on connection: any Connection) throws -> [Migration] {
        guard let applied = try readApplied(connection) else { return migrations }
        try check(applied)
        return Array(migrations.dropFirst(applied.count))
    }

    /// How many migrations are applied, of later releases too; `nil` for a database without any table.
    func applied(on connection: any Connection) throws -> Int? {
        guard let applied = try readApplied(connection) else { return nil }
        try check(applied)
        return applied.count
    }

    /// `nil` for a database without any table: only that is a new one. What cannot be read is an error:
    /// taking it for new would write over somebody's data.
    private func readApplied(_ connection: any Connection) throws -> [Applied]? {
        let tables = try connection.query(connection.dialect.tableNames, []) { try $0.text(0) }
        if tables.isEmpty { return nil }
        guard tables.contains("schema_migration") else { throw StoreError.foreignDatabase }
        do {
            return try connection.query(
                "SELECT number, checksum, min_reader_version FROM schema_migration ORDER BY number", []
            ) { row in
                Applied(
                    number: try row.int(0), checksum: try row.text(1), readerVersionMin: try row.int(2))
            }
        } catch let failure as SQLFailure where failure.kind != .other {
            throw failure
        } catch {
            throw StoreError.unreadableVersion
        }
    }

    /// Migrations that this release does not know are fine while they still allow it to work with the tables.
    private func check(_ applied: [Applied]) throws(StoreError) {
        // Tables without a single applied migration: the list was lost.
        guard !applied.isEmpty else { throw .unreadableVersion }
        for (expected, row) in zip(1..., applied) {
            guard row.number == expected else { throw .migrationMissing(number: expected) }
            guard expected <= migrations.count else { continue }
            guard row.checksum == migrations[expected - 1].checksum else {
                throw .migrationChanged(number: expected)
            }
        }
        let needs = applied.map(\.readerVersionMin).max() ?? 0
        guard needs <= migrations.count else { throw .newerDatabase(needs: needs, has: migrations.count) }
    }

    private func apply(_ migration: Migration, on connection: any Connection) throws {
        do {
            try connection.script(migration.text)
        } catch let failure as SQLFailure where failure.kind == .other || failure.kind == .constraint {
            throw StoreError.migrationFailed(number: migration.number)
        }
        try connection.execute(
            """
            INSERT INTO schema_migration (number, name, checksum, min_reader_version)
            VALUES ($1, $2, $3, $4)
            """,
            [
                .int(migration.number), .text(migration.name), .text(migration.checksum),
                .int(migration.readerVersionMin),
            ])
    }
}
