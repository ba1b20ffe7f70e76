import Foundation

/// The database that is read: one moment of it, however long that takes.
final class CopySource {
    let connection: any Connection
    let path: String
    let catalogue: Catalogue
    private let lock: FileLock?

    private init(_ connection: any Connection, path: String, lock: FileLock?) throws {
        self.connection = connection
        self.path = path
        self.lock = lock
        catalogue = try Catalogue.read(connection)
    }

    /// - Parameter isLive: a server may be at work on it; what it writes from now on is not copied.
    static func open(_ location: StoreLocation, isLive: Bool, nowMilliseconds: Int64) throws(CopyFailure)
        -> CopySource
    {
        let path = location.path
        do {
            let lock = isLive ? nil : try lock(location)
            let connection = try connection(location)
            do {
                try connection.begin(.read)
                try Self.checkMigrations(connection, path: path)
                if !isLive, try LivingNodes.count(on: connection, nowMilliseconds: nowMilliseconds) > 0 {
                    throw CopyFailure.sourceInUse(path: path)
                }
                return try CopySource(connection, path: path, lock: lock)
            } catch {
                connection.rollback()
                connection.close()
                throw error
            }
        } catch {
            throw CopyFailure(error, .source, path: path)
        }
    }

    func close() {
        connection.rollback()
        connection.close()
        lock?.release()
    }

    /// A server makes the file of its lock; where there is none, there never was a server, but a backup.
    private static func lock(_ location: StoreLocation) throws -> FileLock? {
        guard case .file(let path) = location,
            FileManager.default.fileExists(atPath: path + ".lock")
        else { return nil }
        guard let lock = try FileLock(path: path + ".lock") else {
            throw CopyFailure.sourceInUse(path: path)
        }
        return lock
    }

    private static func connection(_ location: StoreLocation) throws -> any Connection {
        switch location {
        case .memory: throw CopyFailure.nothingThere(path: location.path)
        case .postgres(let address): return try PostgresConnection.open(address, limits: .unhurried)
        case .file(let path):
            guard FileManager.default.fileExists(atPath: path) else {
                throw CopyFailure.nothingThere(path: path)
            }
            return try SQLiteConnection(
                path: path, isReader: true, busyMilliseconds: StoreOptions.busyMillisecondsDefault)
        }
    }

    /// Neither older nor newer: the tables of both sides must be the same.
    private static func checkMigrations(_ connection: any Connection, path: String) throws {
        let migrator = Migrator(migrations: try Migration.all(dialect: connection.dialect.rawValue))
        guard let applied = try migrator.applied(on: connection) else {
            throw CopyFailure.nothingThere(path: path)
        }
        guard applied == migrator.migrations.count else {
            throw CopyFailure.otherMigration(
                path: path, applied: applied, known: migrator.migrations.count)
        }
    }
}
