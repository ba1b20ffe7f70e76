import Foundation

/// A database put in the place of another one, which is kept beside it.
package struct Restore: Sendable {
    package let conversations: Int
    /// Where the database lies that was there before; `nil` when there was none.
    package let keptAt: String?

    private static let busyMilliseconds = 5000
    private static let unfinished = ".restoring"

    /// - Parameters:
    ///   - stamp: tells the kept database from others, as `20261122T225501Z`.
    ///   - newEpoch: history gets it, so that open chats forget what they have and load it anew.
    package static func run(
        _ backup: String, into database: String, stamp: String, newEpoch: String
    ) async throws(BackupFailure) -> Restore {
        try await ThreadGroup.run {
            Result { () throws(BackupFailure) in
                try restore(backup, into: database, stamp: stamp, newEpoch: newEpoch)
            }
        }.get()
    }

    private static func restore(
        _ backup: String, into database: String, stamp: String, newEpoch: String
    ) throws(BackupFailure) -> Restore {
        guard FileManager.default.fileExists(atPath: backup) else { throw .nothingThere(path: backup) }
        let lock = try lock(database)
        defer { lock.release() }
        let copy = database + unfinished
        defer { for end in ["", "-wal", "-shm", "-journal"] { DurableFile.remove(copy + end) } }
        let conversations = try prepare(backup, as: copy, newEpoch: newEpoch)
        let keptAt = try keep(database, stamp: stamp)
        try DurableFile.rename(copy, to: database)
        return Restore(conversations: conversations, keptAt: keptAt)
    }

    private static func lock(_ database: String) throws(BackupFailure) -> FileLock {
        do throws(StoreError) {
            guard let lock = try FileLock(path: database + ".lock") else {
                throw StoreError.inUse(path: database)
            }
            return lock
        } catch {
            if case .inUse(let path) = error { throw .inUse(path: path) }
            throw .store(error)
        }
    }

    /// A copy beside the database, brought to this release, checked, with a new epoch.
    private static func prepare(
        _ backup: String, as copy: String, newEpoch: String
    ) throws(BackupFailure) -> Int {
        for end in ["", "-wal", "-shm", "-journal"] { DurableFile.remove(copy + end) }
        do {
            try FileManager.default.copyItem(atPath: backup, toPath: copy)
            try DurableFile.makePrivate(copy)
            let connection = try SQLiteConnection(path: copy, busyMilliseconds: busyMilliseconds)
            defer { connection.close() }
            let tables = try connection.first("SELECT count(*) FROM sqlite_schema", []) { try $0.int(0) }
            // An empty file is a database to SQLite, and would be made a new one.
            guard let tables, tables > 0 else { throw BackupFailure.damaged(path: backup) }
            try Migrator(migrations: try Migration.all(dialect: "sqlite")).bringUpToDate(connection)
            try Meta.set("epoch", to: newEpoch, on: connection)
        } catch {
            throw BackupFailure(error, path: backup)
        }
        let conversations = try Backup.check(copy, namedAs: backup)
        try DurableFile.flush(copy)
        return conversations
    }

    /// A second name for the database that is there: at every moment one whole database has the first.
    private static func keep(_ database: String, stamp: String) throws(BackupFailure) -> String? {
        guard FileManager.default.fileExists(atPath: database) else { return nil }
        let kept = "\(database).before-\(stamp)"
        // Moves what a killed server left in the log into the file. When that fails the database is damaged,
        // and its log is kept beside it.
        if let old = try? SQLiteConnection(path: database, busyMilliseconds: busyMilliseconds) {
            _ = try? old.query("PRAGMA wal_checkpoint(TRUNCATE)", []) { _ in () }
            old.close()
        }
        // A log that stayed would be read into the restored database.
        for end in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: database + end) {
            try DurableFile.rename(database + end, to: kept + end)
        }
        do {
            try FileManager.default.linkItem(atPath: database, toPath: kept)
        } catch {
            throw .cannotWrite(path: kept)
        }
        return kept
    }
}
