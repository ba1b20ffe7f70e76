import CPostgres

/// What the server answered to one statement; its rows are in memory.
@safe final class PostgresResult {
    private let handle: OpaquePointer

    @unsafe init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

    deinit { unsafe PQclear(handle) }

    var status: ExecStatusType { unsafe PQresultStatus(handle) }

    /// `nil` when the statement succeeded.
    var failure: SQLFailure? {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_SYNC: nil
        default:
            if let state = unsafe cpostgres_sqlstate(handle) {
                SQLFailure(state: unsafe String(cString: state))
            } else {
                .lostConnection
            }
        }
    }

    /// Rows that were inserted, changed, deleted or found.
    var changes: Int {
        guard let text = unsafe PQcmdTuples(handle) else { return 0 }
        return Int(unsafe String(cString: text)) ?? 0
    }

    var rows: Int { Int(unsafe PQntuples(handle)) }

    func value(_ row: Int, _ column: Int) -> Value {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe PQgetisnull(handle, row, column) == 0, let start = unsafe PQgetvalue(handle, row, column)
        else { return .null }
        let count = Int(unsafe PQgetlength(handle, row, column))
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        typealias TypeID = PostgresValues.TypeID
        switch unsafe PQftype(handle, column) {
        case TypeID.int8, TypeID.int4, TypeID.int2: return .int(unsafe Self.integer(bytes))
        case TypeID.bool: return .int(unsafe Self.integer(bytes))
        case TypeID.real: return .real(Double(bitPattern: UInt64(bitPattern: unsafe Self.integer(bytes))))
        case TypeID.bytes: return .blob(unsafe Array(bytes))
        default: return .text(unsafe String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Big-endian, in as many bytes as the type has; the sign is that of the first.
    @unsafe private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let isNegative = unsafe bytes.first.map { $0 & 0x80 != 0 } ?? false
        return unsafe bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}

/// One row of an answer.
struct PostgresRow: Row {
    let result: PostgresResult
    let number: Int

    subscript(column: Int) -> Value { result.value(number, column) }
}
