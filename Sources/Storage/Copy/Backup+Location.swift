extension Backup {
    /// As `make`, wherever the database is. Of PostgreSQL it is a copy of one moment in an SQLite file, which
    /// reads back with the same checksums.
    package static func make(
        of location: StoreLocation, to file: String, replacing isReplacing: Bool, options: Copy.Options
    ) async throws -> Backup {
        if case .file(let database) = location {
            return try await make(of: database, to: file, replacing: isReplacing)
        }
        return try await ThreadGroup.run {
            Result { () throws(CopyFailure) in
                let source = try CopySource.open(
                    location, isLive: true, nowMilliseconds: options.nowMilliseconds)
                defer { source.close() }
                let target: FileTarget
                do {
                    target = try FileTarget(file, place: .backup(isReplacing: isReplacing))
                } catch {
                    throw CopyFailure(error, .target, path: file)
                }
                _ = try Transfer(source: source, target: target, options: options).run()
                return try target.backup()
            }
        }.get()
    }
}

extension FileTarget {
    /// What `finish` made.
    fileprivate func backup() throws(CopyFailure) -> Backup {
        do throws(BackupFailure) {
            return Backup(bytes: try DurableFile.bytes(of: path), conversations: conversations)
        } catch {
            throw .file(error)
        }
    }
}
