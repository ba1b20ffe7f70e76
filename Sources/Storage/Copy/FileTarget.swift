import Foundation

/// A new SQLite file. It is made beside its place and takes it when it is whole, on the disk and checked.
final class FileTarget: CopyTarget {
    /// What stands at the place before.
    enum Place: Hashable, Sendable {
        /// Nothing, or an empty database; no server may start there meanwhile.
        case installation
        /// Nothing, or a file that may be replaced.
        case backup(isReplacing: Bool)
    }

    private static let unfinished = ".unfinished"
    private static let ends = ["", "-wal", "-shm", "-journal"]

    let path: String
    let connection: any Connection
    private let lock: FileLock?
    private var copy: String { path + Self.unfinished }
    /// How many conversations the finished file has.
    private(set) var conversations = 0

    init(_ path: String, place: Place) throws {
        self.path = path
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw BackupFailure.folderMissing(path: folder)
        }
        lock = try Self.prepare(path, place)
        let copy = path + Self.unfinished
        for end in Self.ends { DurableFile.remove(copy + end) }
        FileLock.createPrivately(copy)
        let connection = try SQLiteConnection(path: copy, busyMilliseconds: 0)
        self.connection = connection
        // A file that nobody knows of needs no way back.
        _ = try connection.query("PRAGMA journal_mode = OFF", []) { _ in () }
        try connection.script("PRAGMA synchronous = OFF")
        try Migrator(migrations: try Migration.all(dialect: Dialect.sqlite.rawValue))
            .bringUpToDate(connection)
        try connection.begin(.write)
        try Self.clear(try Catalogue.read(connection).kept, on: connection)
    }

    func finish() throws {
        try connection.commit()
        connection.close()
        try DurableFile.flush(copy)
        conversations = try Backup.check(copy, namedAs: path)
        // The log of an empty database would be read into this one.
        for end in Self.ends.dropFirst() { DurableFile.remove(path + end) }
        try DurableFile.rename(copy, to: path)
        lock?.release()
    }

    func abandon() {
        connection.close()
        for end in Self.ends { DurableFile.remove(copy + end) }
        lock?.release()
    }

    private static func prepare(_ path: String, _ place: Place) throws -> FileLock? {
        let isThere = FileManager.default.fileExists(atPath: path)
        if case .backup(let isReplacing) = place {
            guard isReplacing || !isThere else { throw BackupFailure.exists(path: path) }
            return nil
        }
        guard let lock = try FileLock(path: path + ".lock") else {
            throw CopyFailure.targetInUse(path: path)
        }
        if isThere { try checkEmpty(path) }
        return lock
    }

    private static func checkEmpty(_ path: String) throws {
        // The last one to close a file moves its log into it.
        let old = try SQLiteConnection(path: path, busyMilliseconds: StoreOptions.busyMillisecondsDefault)
        defer { old.close() }
        try checkOwn(old, path: path)
        try checkEmpty(old, path: path)
    }
}
