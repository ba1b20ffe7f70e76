import CSQLite

/// A connection to one SQLite file, with its prepared statements.
///
/// Sendable by hand: a connection is opened on one thread and then given to one worker, which alone uses it.
@safe package final class SQLiteConnection: SQL, @unchecked Sendable {
    /// Query texts are constants of the program; more than this means that a text is built at run time.
    static let statementsMax = 256
    /// The log is copied into the file after this many pages of 4096 bytes.
    static let walPagesMax = 1000

    package let dialect = Dialect.sqlite
    private let handle: OpaquePointer
    private var isOpen = true
    private var statements: [String: SQLiteStatement] = [:]

    /// Opens `path` (`:memory:` for none); a reader must find the file in place.
    package init(path: String, isReader: Bool = false, busyMilliseconds: Int) throws {
        let flags =
            SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
            | (isReader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw SQLFailure(code: code)
        }
        unsafe handle = unsafe opened
        unsafe sqlite3_busy_timeout(handle, Int32(clamping: busyMilliseconds))
        try script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")
    }

    deinit { close() }

    /// The last one to close a file moves the log into it. Nothing may be asked of the connection afterwards.
    func close() {
        guard isOpen else { return }
        isOpen = false
        statements.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// Makes commits survive a power cut. WAL alone does not: without FULL the last commits may be lost.
    func makeDurable() throws {
        let mode = try first("PRAGMA journal_mode = WAL", []) { try $0.text(0) }
        guard mode == "wal" || mode == "memory" else { throw SQLFailure(code: SQLITE_CANTOPEN) }
        try script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = \(Self.walPagesMax);")
    }

    /// The greatest size that the file may reach, in pages of 4096 bytes.
    func limit(pagesMax: Int) throws { try script("PRAGMA max_page_count = \(pagesMax)") }

    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    @discardableResult
    package func execute(_ text: String, _ values: [Value]) throws -> Int {
        let statement = try prepared(text)
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {}
        return Int(unsafe sqlite3_changes64(handle))
    }

    package func query<Result>(
        _ text: String, _ values: [Value], _ read: (any Row) throws -> Result
    ) throws -> [Result] {
        let statement = try prepared(text)
        defer { statement.reset() }
        try statement.bind(values)
        var results: [Result] = []
        while try statement.step() { results.append(try read(statement)) }
        return results
    }

    package func pipeline(_ statements: [Statement]) throws -> [Int] {
        try statements.map { try execute($0.text, $0.values) }
    }

    package func script(_ text: String) throws {
        let code = unsafe sqlite3_exec(handle, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLFailure(code: code) }
    }

    /// A statement in use is not given out again: a query may run inside the reading of another one.
    private func prepared(_ text: String) throws -> SQLiteStatement {
        if let known = statements[text], !known.isInUse {
            known.isInUse = true
            return known
        }
        if statements.count >= Self.statementsMax { statements.removeAll() }
        let statement = unsafe try SQLiteStatement(text, on: handle)
        statement.isInUse = true
        statements[text] = statement
        return statement
    }
}

extension SQLiteConnection: Connection {
    func begin(_ mode: TransactionMode) throws {
        try execute(mode == .read ? "BEGIN" : "BEGIN IMMEDIATE", [])
    }

    func commit(after statements: [Statement]) throws -> [Int] {
        let changes = try pipeline(statements)
        try execute("COMMIT", [])
        return changes
    }

    /// Some failures have ended the transaction by themselves.
    func rollback() {
        if isInTransaction { _ = try? execute("ROLLBACK", []) }
    }
}
