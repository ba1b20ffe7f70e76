/// The tables of a database brought to this release, or a look at what that would do.
package struct Upgrade: Sendable, Hashable {
    /// What was applied, or would be, by number and name.
    package let steps: [String]
    /// How many this release has.
    package let known: Int
    /// Applied before, with those of later releases.
    package let applied: Int

    private static let busyMilliseconds = StoreOptions.busyMillisecondsDefault

    /// Says what there is to do and changes nothing. A database that is not there would be made.
    package static func look(at location: StoreLocation) async throws(StoreError) -> Upgrade {
        try await run(location) { connection, migrator in
            try connection.begin(.read)
            defer { connection.rollback() }
            return try Upgrade(migrator.pending(on: connection), migrator, connection)
        }
    }

    /// - Parameters:
    ///   - newEpoch: history gets it, so that open chats load it anew; for a database that was put back.
    ///   - forgetsKey: whoever serves it next brings the key of its secrets along.
    ///   - nowMilliseconds: tells living nodes from dead ones.
    package static func run(
        _ location: StoreLocation, newEpoch: String? = nil, forgetsKey: Bool = false, nowMilliseconds: Int64
    ) async throws(StoreError) -> Upgrade {
        try await run(location) { connection, migrator in
            let lock = try lock(location)
            defer { lock?.release() }
            // A server that is at work holds the file; it has nothing to migrate, or is another release.
            let isServed = if case .file = location { lock == nil } else { false }
            try connection.begin(.write)
            do {
                if isServed {
                    guard newEpoch == nil, !forgetsKey, try migrator.pending(on: connection).isEmpty else {
                        throw StoreError.inUse(path: location.path)
                    }
                }
                let steps = try migrator.bringUpToDate(within: connection)
                if newEpoch != nil || forgetsKey {
                    let nodes = try LivingNodes.count(on: connection, nowMilliseconds: nowMilliseconds)
                    guard nodes == 0 else { throw StoreError.inUse(path: location.path) }
                }
                if forgetsKey {
                    try connection.execute(
                        "DELETE FROM meta WHERE site = $1 AND name = 'vault_key'", [.int(Store.site)])
                }
                if let newEpoch {
                    try Meta.set("epoch", to: newEpoch, on: connection)
                    // Another server counts transactions from where it is: numbers of the one that wrote
                    // these rows would hide them, or the new ones, from whoever follows the log.
                    try connection.execute("UPDATE event SET txid = 0 WHERE txid <> 0", [])
                }
                let upgrade = try Upgrade(steps, migrator, connection)
                try connection.commit()
                return upgrade
            } catch {
                connection.rollback()
                throw error
            }
        }
    }

    private init(_ steps: [Migration], _ migrator: Migrator, _ connection: any Connection) throws {
        self.steps = steps.map(\.title)
        known = migrator.migrations.count
        applied = max(0, (try migrator.applied(on: connection) ?? 0))
    }

    private static func run(
        _ location: StoreLocation,
        _ body: @escaping @Sendable (any Connection, Migrator) throws -> Upgrade
    ) async throws(StoreError) -> Upgrade {
        try await ThreadGroup.run {
            Result { () throws(StoreError) in
                do {
                    let connection = try connection(location)
                    defer { connection.close() }
                    let migrations = try Migration.all(dialect: connection.dialect.rawValue)
                    return try body(connection, Migrator(migrations: migrations))
                } catch let error as StoreError {
                    throw error
                } catch let failure as SQLFailure {
                    throw StoreError(failure, path: location.path)
                } catch {
                    throw .cannotOpen(path: location.path)
                }
            }
        }.get()
    }

    private static func connection(_ location: StoreLocation) throws -> any Connection {
        switch location {
        case .postgres(let address): return try PostgresConnection.open(address, limits: .unhurried)
        case .file, .memory:
            if case .file(let path) = location { FileLock.createPrivately(path) }
            return try SQLiteConnection(path: location.path, busyMilliseconds: busyMilliseconds)
        }
    }

    private static func lock(_ location: StoreLocation) throws -> FileLock? {
        guard case .file(let path) = location else { return nil }
        return try FileLock(path: path + ".lock")
    }
}

extension Migration {
    /// As its file is called.
    var title: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + name
    }
}
