/// Why a store cannot be opened or read, and what to do about it.
package enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another server has the file open.
    case inUse(path: String)
    case folderMissing(path: String)
    case cannotOpen(path: String)
    case readOnly(path: String)
    case notADatabase(path: String)
    case locked
    case diskFull
    /// The file has tables, but not Baton's.
    case foreignDatabase
    /// The list of applied migrations is there and cannot be read: never taken for a new database.
    case unreadableVersion
    case migrationChanged(number: Int)
    case migrationMissing(number: Int)
    /// A later release wrote it and says that this one must not touch it.
    case newerDatabase(needs: Int, has: Int)
    /// The program's own migration files are incomplete: a broken installation.
    case badMigrationFiles
    case migrationFailed(number: Int)
    case unreadableRow
    case cannotConnect(PostgresRefusal)
    /// PostgreSQL's number, such as 140011 for 14.11.
    case oldServer(version: Int)
    case wrongEncoding(String)
    /// The role may not make or use the tables.
    case rightMissing
    case failed(code: String)

    package var description: String {
        switch self {
        case .inUse(let path):
            "Another Baton serves \(path): stop it first, or use another data folder."
        case .folderMissing(let path): "The folder of \(path) does not exist: create it first."
        case .cannotOpen(let path): "\(path) cannot be opened: check the path and its permissions."
        case .readOnly(let path):
            "\(path) cannot be written: check the permissions of the file and its folder."
        case .notADatabase(let path):
            "\(path) is not a database or is damaged: move it away or restore a backup."
        case .locked: "Another process holds the database: close it and try again."
        case .diskFull: "The disk is full: free some space and try again."
        case .foreignDatabase: "The file belongs to another program: choose another data folder."
        case .unreadableVersion:
            "The database's version cannot be read: restore a backup, or use the release that wrote it."
        case .migrationChanged(let number):
            "Migration \(number) was applied with another content: use the release that wrote this database."
        case .migrationMissing(let number):
            "Migration \(number) is missing in the database though later ones are there: restore a backup."
        case .newerDatabase(let needs, let has):
            "A later release wrote this database (version \(needs), this one knows \(has)): update Baton."
        case .badMigrationFiles: "The program's migration files are incomplete: install Baton again."
        case .migrationFailed(let number):
            "Migration \(number) failed and changed nothing: restore a backup or report it."
        case .unreadableRow:
            "A row was written by another release or is damaged: update Baton or restore a backup."
        case .cannotConnect(let refusal): refusal.description
        case .oldServer(let version):
            "The PostgreSQL server is release \(version / 10_000): Baton needs 15 or later."
        case .wrongEncoding(let name):
            "The database's encoding is \(name): create it anew with ENCODING 'UTF8' TEMPLATE template0."
        case .rightMissing:
            "The database's role lacks a right: make it the owner of the database, or of Baton's tables."
        case .failed(let code): "The database failed (error \(code)): check the disk and the file."
        }
    }

    init(_ failure: SQLFailure, path: String) {
        self =
            switch failure.kind {
            case .diskFull: .diskFull
            case .locked: .locked
            case .notADatabase: .notADatabase(path: path)
            case .cannotOpen: .cannotOpen(path: path)
            case .readOnly: .readOnly(path: path)
            case .denied: .rightMissing
            case .constraint, .away, .tooSlow, .raced, .other: .failed(code: failure.code)
            }
    }
}
