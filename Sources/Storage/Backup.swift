import Foundation

/// A whole copy of a database in one file, made while a server goes on writing.
package struct Backup: Sendable {
    package let bytes: Int64
    package let conversations: Int

    init(bytes: Int64, conversations: Int) {
        self.bytes = bytes
        self.conversations = conversations
    }

    /// How long a copy may wait for a lock that a starting server holds.
    private static let busyMilliseconds = 5000
    private static let unfinished = ".unfinished"

    /// Copies what was committed when it begins; a message that has its receipt is in it.
    ///
    /// The copy gets its name only after it was written to the disk and checked: a file with that name is
    /// always a whole backup.
    package static func make(
        of database: String, to file: String, replacing isReplacing: Bool
    ) async throws(BackupFailure) -> Backup {
        try await ThreadGroup.run {
            Result { () throws(BackupFailure) in
                try copy(database, to: file, replacing: isReplacing)
            }
        }.get()
    }

    private static func copy(
        _ database: String, to file: String, replacing isReplacing: Bool
    ) throws(BackupFailure) -> Backup {
        guard FileManager.default.fileExists(atPath: database) else { throw .nothingThere(path: database) }
        guard isReplacing || !FileManager.default.fileExists(atPath: file) else { throw .exists(path: file) }
        let folder = URL(filePath: file).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else { throw .folderMissing(path: folder) }
        let copy = file + unfinished
        DurableFile.remove(copy)
        FileLock.createPrivately(copy)
        do {
            // Its own end ends its lock: it must be closed before the copy is opened.
            let source = try SQLiteConnection(path: database, busyMilliseconds: busyMilliseconds)
            defer { source.close() }
            try source.execute("VACUUM INTO $1", [.text(copy)])
        } catch {
            DurableFile.remove(copy)
            throw BackupFailure(error, path: file)
        }
        do throws(BackupFailure) {
            try DurableFile.flush(copy)
            let conversations = try check(copy, namedAs: database)
            let bytes = try DurableFile.bytes(of: copy)
            try DurableFile.rename(copy, to: file)
            return Backup(bytes: bytes, conversations: conversations)
        } catch {
            DurableFile.remove(copy)
            throw error
        }
    }

    /// Whether SQLite and the log itself find the file whole. Returns the number of conversations.
    /// - Parameter path: what a failure names, since `copy` will not be there any more.
    static func check(_ copy: String, namedAs path: String) throws(BackupFailure) -> Int {
        do {
            let connection = try SQLiteConnection(path: copy, busyMilliseconds: busyMilliseconds)
            defer { connection.close() }
            let verdict = try connection.first("PRAGMA integrity_check(1)", []) { try $0.text(0) }
            guard verdict == "ok" else { throw BackupFailure.damaged(path: path) }
            let streams = try ReadModel.streams(on: connection)
            for stream in streams {
                guard try ReadModel.difference(stream, on: connection) == nil else {
                    throw BackupFailure.differs(path: path)
                }
            }
            return streams.count
        } catch {
            throw BackupFailure(error, path: path)
        }
    }
}

/// Why there is no backup, or why one cannot be restored, and what to do.
package enum BackupFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case nothingThere(path: String)
    case exists(path: String)
    case folderMissing(path: String)
    case damaged(path: String)
    /// The rows do not add up to the log.
    case differs(path: String)
    /// A backup cannot take the place of a database that is no file.
    case noFile(path: String, backup: String)
    case inUse(path: String)
    case cannotWrite(path: String)
    case store(StoreError)

    package var description: String {
        switch self {
        case .nothingThere(let path): "There is no file \(path): check the path."
        case .exists(let path): "\(path) is there already: choose another name, or replace it with --force."
        case .folderMissing(let path): "The folder \(path) does not exist: create it first."
        case .damaged(let path): "\(path) is damaged: use a backup that is not."
        case .differs(let path):
            "The conversations in \(path) do not agree with their log: run `baton doctor`."
        case .noFile(let path, let backup):
            "\(path) is no file that a backup could replace. Make an empty database, and copy the backup "
                + "into it: `baton copy --from sqlite:\(backup) --to` and the address of that database."
        case .inUse(let path): "A server is running on \(path): stop it first."
        case .cannotWrite(let path): "\(path) cannot be written: check its folder's permissions and space."
        case .store(let error): error.description
        }
    }

    init(_ error: any Error, path: String) {
        self =
            switch error {
            case let failure as BackupFailure: failure
            case let failure as SQLFailure where failure.kind == .notADatabase: .damaged(path: path)
            case let failure as SQLFailure: .store(StoreError(failure, path: path))
            case let error as StoreError: .store(error)
            default: .cannotWrite(path: path)
            }
    }
}
