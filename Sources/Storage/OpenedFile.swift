import Foundation

/// A database that was found or made, checked and brought up to date, not yet served.
struct OpenedFile: Sendable {
    let writer: SQLiteConnection
    /// None in memory: a second connection would see another database.
    let readers: [SQLiteConnection]
    let epoch: String
    let lock: FileLock?

    static func result(_ location: StoreLocation, _ options: StoreOptions) -> Result<OpenedFile, StoreError> {
        do {
            return .success(try open(location, options))
        } catch let error as StoreError {
            return .failure(error)
        } catch let failure as SQLFailure {
            return .failure(StoreError(failure, path: location.path))
        } catch {
            return .failure(.cannotOpen(path: location.path))
        }
    }

    /// In memory one thread does everything.
    var opened: Store.Opened {
        let (writes, commits, lock) = (JobQueue(jobsMax: Writer.jobsPendingMax), CommitCount(), lock)
        let reads = readers.isEmpty ? writes : JobQueue(jobsMax: Reader.jobsPendingMax)
        let writer = Writer(connection: writer, commits: commits)
        let workers = Store.Workers(
            writing: ThreadGroup([{ writer.serve(writes) }]) { lock?.release() },
            reading: ThreadGroup(readers.map { reader in { Reader(connection: reader).serve(reads) } }))
        return Store.Opened(
            epoch: epoch, queues: Store.Queues(reads: reads, writes: writes, appends: writes),
            workers: workers, commits: commits)
    }

    /// Blocks: it reads files and waits for locks.
    private static func open(_ location: StoreLocation, _ options: StoreOptions) throws -> OpenedFile {
        let lock = try lock(location, options)
        if case .file(let path) = location { FileLock.createPrivately(path) }
        let writer = try SQLiteConnection(path: location.path, busyMilliseconds: options.busyMilliseconds)
        try writer.makeDurable()
        if let pagesMax = options.pagesMax { try writer.limit(pagesMax: pagesMax) }
        try Migrator(migrations: try Migration.all(dialect: "sqlite")).bringUpToDate(writer)
        let epoch = try Meta.value("epoch", on: writer, orMint: options.newEpoch)
        var readers: [SQLiteConnection] = []
        if case .file(let path) = location {
            for _ in 0..<Reader.connectionsPerStore {
                readers.append(
                    try SQLiteConnection(
                        path: path, isReader: true, busyMilliseconds: options.busyMilliseconds))
            }
        }
        return OpenedFile(writer: writer, readers: readers, epoch: epoch, lock: lock)
    }

    private static func lock(_ location: StoreLocation, _ options: StoreOptions) throws(StoreError)
        -> FileLock?
    {
        guard case .file(let path) = location else { return nil }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else { throw .folderMissing(path: path) }
        guard options.isExclusive else { return nil }
        guard let lock = try FileLock(path: path + ".lock") else { throw .inUse(path: path) }
        return lock
    }
}
