/// Why a database was not copied, and what to do. The target is then as it was.
package enum CopyFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case sameDatabase(path: String)
    case nothingThere(path: String)
    /// A server is at work on the source.
    case sourceInUse(path: String)
    case targetInUse(path: String)
    case notEmpty(path: String, table: String)
    case foreignTable(path: String, table: String)
    /// Migrations that are applied, and those that this release has.
    case otherMigration(path: String, applied: Int, known: Int)
    case tableMissing(path: String, table: String)
    /// What was read back is not what was written.
    case differs(table: String)
    case refusedRow(table: String)
    case interrupted
    case source(StoreError)
    case target(StoreError)
    case file(BackupFailure)

    package var description: String {
        switch self {
        case .sameDatabase(let path): "\(path) is the source and the target: name another one."
        case .nothingThere(let path): "There is no database \(path): check the path."
        case .sourceInUse(let path):
            "A server is running on \(path): stop it first, or copy one moment of it with --live."
        case .targetInUse(let path): "A server is running on \(path): stop it, or name another target."
        case .notEmpty(let path, let table):
            "\(path) is not empty (table \(table)): name a new database. Nothing is ever written over."
        case .foreignTable(let path, let table):
            "\(path) has a table \(table), which is not Baton's: name a database of Baton's own."
        case .otherMigration(let path, let applied, let known) where applied > known:
            "A later release wrote \(path) (version \(applied), this one has \(known)): update Baton."
        case .otherMigration(let path, let applied, let known):
            "\(path) is at version \(applied) of \(known): bring it up to date with `baton migrate` first."
        case .tableMissing(let path, let table):
            "\(path) has no table \(table) as this release knows it: restore a backup."
        case .differs(let table):
            "Table \(table) did not read back as it was written: nothing was kept. Check disks, try again."
        case .refusedRow(let table):
            "The target refused a row of table \(table): nothing was kept. Run `baton doctor` on the source."
        case .interrupted: "Interrupted: nothing was kept. Run the same command again."
        case .source(let error): "The source: \(error.description)"
        case .target(let error): "The target: \(error.description)"
        case .file(let failure): failure.description
        }
    }

    /// Which of the two databases failed.
    enum Side: Hashable, Sendable { case source, target }

    init(_ error: any Error, _ side: Side, path: String) {
        let stored: StoreError
        switch error {
        case let failure as CopyFailure:
            self = failure
            return
        case let failure as BackupFailure:
            self = .file(failure)
            return
        case let error as StoreError: stored = error
        case let failure as SQLFailure: stored = StoreError(failure, path: path)
        default: stored = .cannotOpen(path: path)
        }
        self = side == .source ? .source(stored) : .target(stored)
    }
}
