import CPostgres
import Glibc

/// A connection to PostgreSQL, with its prepared statements. Everything but scripts goes through pipelines.
///
/// Sendable by hand: a connection is opened on one thread and then given to one worker, which alone uses it.
@safe package final class PostgresConnection: SQL, @unchecked Sendable {
    /// Query texts are constants of the program; more than this means that a text is built at run time.
    static let statementsMax = 512
    /// The oldest release whose pipelines and functions are used.
    package static let serverVersionMin = 150_000

    package let dialect = Dialect.postgres
    let handle: OpaquePointer
    private let limits: PostgresLimits
    private var isOpen = true
    /// The names of prepared statements, by their texts and the types of their values.
    private var prepared: [String: String] = [:]
    private var preparedEver = 0
    /// Sent with the next statement, so that it costs no round trip of its own.
    private var pendingBegin: String?
    private var isBroken = false
    /// Whether the transaction only reads: nobody needs to hear of its end.
    private var onlyReads = false
    /// Sent, and its answer not read yet: the end of a reading transaction, which costs no round trip so.
    private var owed: [Sent] = []

    /// What was sent, in order; each gets one answer.
    private enum Sent {
        case preparation(key: String)
        case statement
        case syncPoint
    }

    /// Blocks until the server has taken the connection, or a host of the address did not answer in time.
    package static func open(
        _ address: PostgresAddress, limits: PostgresLimits = PostgresLimits()
    ) throws(StoreError) -> PostgresConnection {
        // What stands after the URL cannot be overridden by it.
        let options = [
            ("connect_timeout", "\(limits.connectSecondsMax)"), ("application_name", "baton"),
            ("target_session_attrs", "read-write"), ("tcp_user_timeout", "\(limits.silenceMillisecondsMax)"),
            ("keepalives_idle", "15"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("dbname", address.url), ("client_encoding", "UTF8"),
        ]
        guard let handle = unsafe connect(options) else { throw .failed(code: "memory") }
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let why = unsafe String(cString: PQerrorMessage(handle))
            unsafe PQfinish(handle)
            throw .cannotConnect(PostgresRefusal(to: address, said: why))
        }
        // Failures are told as errors; what the server remarks besides would stand on the operator's
        // terminal.
        unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let connection = unsafe PostgresConnection(handle, limits)
        do {
            try connection.prepareSession()
        } catch let error as StoreError {
            throw error
        } catch {
            throw .failed(code: (error as? SQLFailure)?.code ?? "")
        }
        return connection
    }

    @unsafe private static func connect(_ options: [(String, String)]) -> OpaquePointer? {
        // libpq reads its two lists up to a null.
        let texts = unsafe options.flatMap { unsafe [strdup($0.0), strdup($0.1)] }
        defer { unsafe texts.forEach { unsafe free($0) } }
        var keywords: [UnsafePointer<CChar>?] = unsafe []
        var values: [UnsafePointer<CChar>?] = unsafe []
        for index in stride(from: 0, to: unsafe texts.count, by: 2) {
            unsafe keywords.append(UnsafePointer(texts[index]))
            unsafe values.append(UnsafePointer(texts[index + 1]))
        }
        unsafe keywords.append(nil)
        unsafe values.append(nil)
        return unsafe PQconnectdbParams(keywords, values, 1)
    }

    @unsafe private init(_ handle: OpaquePointer, _ limits: PostgresLimits) {
        unsafe self.handle = unsafe handle
        self.limits = limits
    }

    deinit { close() }

    private func prepareSession() throws {
        let version = Int(unsafe PQserverVersion(handle))
        guard version >= Self.serverVersionMin else { throw StoreError.oldServer(version: version) }
        guard unsafe PQsetnonblocking(handle, 1) == 0, unsafe PQenterPipelineMode(handle) == 1 else {
            throw SQLFailure.lostConnection
        }
        let settings = [
            ("statement_timeout", limits.statementMillisecondsMax),
            ("lock_timeout", limits.lockMillisecondsMax),
            ("idle_in_transaction_session_timeout", limits.idleInTransactionMillisecondsMax),
            // Our queries read few rows: starting helpers, or compiling, would take longer than they do.
            ("max_parallel_workers_per_gather", 0), ("jit", 0),
        ]
        let set = Statement("SELECT set_config($1, $2, FALSE)", [])
        _ = try pipeline(settings.map { Statement(set.text, [.text($0.0), .text("\($0.1)")]) })
        // A receipt is a promise: where commits are not durable by default, ours are.
        _ = try pipeline([
            Statement(
                """
                SELECT set_config('synchronous_commit', 'on', FALSE)
                WHERE current_setting('synchronous_commit') = 'off'
                """, [])
        ])
        let encoding = try first("SELECT current_setting('server_encoding')", []) { try $0.text(0) }
        guard encoding == "UTF8" else { throw StoreError.wrongEncoding(encoding ?? "") }
    }

    /// Whether nothing can be asked any more: open another one.
    package var isLost: Bool { !isOpen || isBroken || (unsafe PQstatus(handle) == CONNECTION_BAD) }

    /// The server's process, for an operator's `pg_stat_activity`.
    package var serverProcess: Int { isOpen ? Int(unsafe PQbackendPID(handle)) : 0 }

    package func close() {
        guard isOpen else { return }
        isOpen = false
        unsafe PQfinish(handle)
    }

    @discardableResult
    package func execute(_ text: String, _ values: [Value]) throws -> Int {
        try exchange([Statement(text, values)])[0].changes
    }

    package func query<Result>(
        _ text: String, _ values: [Value], _ read: (any Row) throws -> Result
    ) throws -> [Result] {
        let result = try exchange([Statement(text, values)])[0]
        return try (0..<result.rows).map { try read(PostgresRow(result: result, number: $0)) }
    }

    package func pipeline(_ statements: [Statement]) throws -> [Int] {
        try exchange(statements).map(\.changes)
    }

    package func script(_ text: String) throws {
        if pendingBegin != nil || !owed.isEmpty { _ = try exchange([]) }
        guard !isLost, unsafe PQexitPipelineMode(handle) == 1 else { throw SQLFailure.lostConnection }
        defer { if isOpen { unsafe PQenterPipelineMode(handle) } }
        guard unsafe PQsendQuery(handle, text) == 1 else { throw SQLFailure.lostConnection }
        var failure: SQLFailure?
        while let result = try nextResult() { failure = failure ?? result.failure }
        if let failure { throw failure }
    }
}

extension PostgresConnection: Connection {
    func begin(_ mode: TransactionMode) throws {
        onlyReads = mode == .read
        pendingBegin =
            switch mode {
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .write: "BEGIN ISOLATION LEVEL READ COMMITTED"
            case .alone: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            }
    }

    func commit(after statements: [Statement]) throws -> [Int] {
        // Nothing was asked in it.
        if statements.isEmpty, pendingBegin != nil {
            pendingBegin = nil
            return []
        }
        if statements.isEmpty, onlyReads {
            try sendAlong(Statement("COMMIT", []))
            return []
        }
        let results = try exchange(statements + [Statement("COMMIT", [])])
        return results.dropLast().map(\.changes)
    }

    func rollback() {
        pendingBegin = nil
        guard !isLost, isInTransaction else { return }
        _ = try? exchange([Statement("ROLLBACK", [])])
    }

    var isInTransaction: Bool {
        if pendingBegin != nil { return true }
        guard isOpen, owed.isEmpty else { return false }
        return unsafe PQtransactionStatus(handle) != PQTRANS_IDLE
    }
}

/// One round trip: statements out, answers in.
extension PostgresConnection {
    private func exchange(_ statements: [Statement]) throws -> [PostgresResult] {
        guard !isLost else { throw SQLFailure.lostConnection }
        if prepared.count + statements.count > Self.statementsMax { try forgetStatements() }
        var sent: [Sent] = []
        let begin = pendingBegin.map { [Statement($0, [])] } ?? []
        pendingBegin = nil
        for statement in begin + statements { try send(statement, &sent) }
        try sync(&sent)
        // Whatever the end of the last transaction's reading was, it is over.
        let ended = owed
        owed = []
        if !ended.isEmpty { _ = try? receive(ended) }
        guard !isLost else { throw SQLFailure.lostConnection }
        return Array(try receive(sent).dropFirst(begin.count))
    }

    /// Sends a statement whose answer is read with the next one's.
    private func sendAlong(_ statement: Statement) throws {
        try send(statement, &owed)
        try sync(&owed)
        guard unsafe PQflush(handle) >= 0 else { throw broken() }
    }

    private func sync(_ sent: inout [Sent]) throws {
        guard unsafe PQpipelineSync(handle) == 1 else { throw broken() }
        sent.append(.syncPoint)
    }

    private func send(_ statement: Statement, _ sent: inout [Sent]) throws {
        let key = PostgresValues.signature(statement.values) + statement.text
        let values = PostgresValues(statement.values)
        let name: String
        if let known = prepared[key] {
            name = known
        } else {
            preparedEver += 1
            name = "s\(preparedEver)"
            let didSend = unsafe PQsendPrepare(
                handle, name, statement.text, Int32(values.types.count), values.types)
            guard didSend == 1 else { throw broken() }
            sent.append(.preparation(key: key))
            // For the next one of the same text in this round; taken back if the server refuses it.
            prepared[key] = name
        }
        let didSend = unsafe values.withPointers { addresses, lengths, forms in
            unsafe PQsendQueryPrepared(
                handle, name, Int32(addresses.count), addresses, lengths, forms, 1)
        }
        guard didSend == 1 else { throw broken() }
        sent.append(.statement)
    }

    /// Reads up to the end of the pipeline, whatever failed, so that the next one begins cleanly.
    private func receive(_ sent: [Sent]) throws -> [PostgresResult] {
        var results: [PostgresResult] = []
        var failure: SQLFailure?
        for one in sent {
            guard let result = try nextResult() else { throw broken() }
            if case .syncPoint = one {
                guard result.status == PGRES_PIPELINE_SYNC else { throw broken() }
                continue
            }
            while try nextResult() != nil {}
            // What stands behind a failure was not tried: only the first says something.
            failure = failure ?? (result.status == PGRES_PIPELINE_ABORTED ? .lostConnection : result.failure)
            switch one {
            case .preparation(let key): if result.failure != nil { prepared[key] = nil }
            case .statement, .syncPoint: results.append(result)
            }
        }
        if let failure { throw failure }
        return results
    }

    /// `nil` at the end of a statement's answer.
    private func nextResult() throws -> PostgresResult? {
        var waited: Int32 = 0
        while true {
            let flushed = unsafe PQflush(handle)
            guard flushed >= 0 else { throw broken() }
            if flushed == 0, unsafe PQisBusy(handle) == 0 { break }
            guard try wait(sending: flushed == 1) else {
                waited += Self.lookMilliseconds
                guard Int(waited) < limits.silenceMillisecondsMax else { throw broken() }
                continue
            }
            guard unsafe PQconsumeInput(handle) == 1 else { throw broken() }
        }
        guard let result = unsafe PQgetResult(handle) else { return nil }
        return unsafe PostgresResult(result)
    }

    private static let lookMilliseconds: Int32 = 500

    /// False when nothing happened for a while.
    private func wait(sending: Bool) throws -> Bool {
        var descriptor = pollfd(
            fd: unsafe PQsocket(handle), events: Int16(POLLIN | (sending ? POLLOUT : 0)), revents: 0)
        guard descriptor.fd >= 0 else { throw broken() }
        let count = unsafe poll(&descriptor, 1, Self.lookMilliseconds)
        return count > 0 || (count < 0 && errno == EINTR)
    }

    private func broken() -> SQLFailure {
        isBroken = true
        return .lostConnection
    }

    private func forgetStatements() throws {
        prepared.removeAll()
        _ = try exchange([Statement("DEALLOCATE ALL", [])])
        prepared.removeAll()
    }
}
