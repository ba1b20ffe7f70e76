import CSQLite

/// A prepared statement, and the row that it stands on.
@safe final class SQLiteStatement: Row {
    var isInUse = false

    private let handle: OpaquePointer
    /// SQLite numbers `$2`, `$1` by appearance, so that the place of `$n` must be asked for by name.
    private let places: [Int32]

    @unsafe init(_ text: String, on database: OpaquePointer) throws {
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared = unsafe prepared else { throw SQLFailure(code: code) }
        unsafe handle = unsafe prepared
        let count = unsafe sqlite3_bind_parameter_count(prepared)
        places = (0..<count).map { unsafe sqlite3_bind_parameter_index(prepared, "$\($0 + 1)") }
    }

    deinit { unsafe sqlite3_finalize(handle) }

    func bind(_ values: [Value]) throws {
        guard values.count == places.count else { throw SQLFailure(code: SQLITE_RANGE) }
        for (place, value) in zip(places, values) {
            let code = unsafe bind(value, at: place)
            guard code == SQLITE_OK else { throw SQLFailure(code: code) }
        }
    }

    /// True when there is a row to read, false at the end.
    func step() throws -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLFailure(code: code)
        }
    }

    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
        isInUse = false
    }

    subscript(column: Int) -> Value {
        let column = Int32(column)
        switch unsafe sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .int(unsafe sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(handle, column))
        case SQLITE_TEXT: return .text(text(column))
        case SQLITE_BLOB: return .blob(blob(column))
        default: return .null
        }
    }

    private func text(_ column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func blob(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    @unsafe private func bind(_ value: Value, at place: Int32) -> Int32 {
        switch value {
        case .int(let number): unsafe sqlite3_bind_int64(handle, place, number)
        case .real(let number): unsafe sqlite3_bind_double(handle, place, number)
        case .text(let text): unsafe bind(text.storable, at: place)
        case .blob(let bytes):
            unsafe baton_sqlite3_bind_blob(handle, place, bytes, Int32(clamping: bytes.count))
        case .null: unsafe sqlite3_bind_null(handle, place)
        }
    }

    @unsafe private func bind(_ text: String, at place: Int32) -> Int32 {
        unsafe baton_sqlite3_bind_text(handle, place, text, Int32(clamping: text.utf8.count))
    }
}

extension SQLFailure {
    /// `code` is SQLite's extended result code; its low byte is the primary one.
    init(code: Int32) {
        let kind: Kind =
            switch code & 0xff {
            case SQLITE_FULL: .diskFull
            case SQLITE_BUSY, SQLITE_LOCKED: .locked
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH: .constraint
            case SQLITE_NOTADB, SQLITE_CORRUPT: .notADatabase
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
            case SQLITE_READONLY: .readOnly
            default: .other
            }
        self.init(kind: kind, code: String(code))
    }
}
