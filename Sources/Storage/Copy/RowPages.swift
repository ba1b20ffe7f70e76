/// The rows of a table in the order of its key, some at a time.
struct RowPages {
    static let rowsMax = 1000
    static let rowsFirst = 50
    /// A page aims below this; one row alone may be larger.
    static let bytesPerPage = 1 << 20

    private let table: TableShape
    private let sql: any SQL
    private let keyPlaces: [Int]
    private var rows = rowsFirst
    private var last: [Value]?
    private var isOver = false

    init(_ table: TableShape, on sql: any SQL) {
        self.table = table
        self.sql = sql
        keyPlaces = table.key.compactMap { table.columns.firstIndex(of: $0) }
    }

    /// Values in the order of the table's columns; `nil` after the last row.
    mutating func next() throws -> [[Value]]? {
        guard !isOver else { return nil }
        let width = table.columns.count
        let page = try sql.query(text, last ?? []) { row in (0..<width).map { row[$0] } }
        isOver = page.count < rows
        guard let end = page.last else { return nil }
        last = keyPlaces.map { end[$0] }
        adapt(to: page)
        return page
    }

    /// The last key is kept by its values, so that a page costs the same wherever it stands. The number of
    /// rows is a part of the text: PostgreSQL plans for a tenth of the table when it does not know it.
    private var text: String {
        let key = TableShape.list(table.key)
        let count = table.key.count
        let after = last == nil ? "" : "WHERE (\(key)) > (\(TableShape.places(1..<count + 1))) "
        return """
            SELECT \(TableShape.list(table.columns)) FROM \(table.quoted) \(after)\
            ORDER BY \(key) LIMIT \(rows)
            """
    }

    /// Rows of articles are thousands of times longer than those of settings.
    private mutating func adapt(to page: [[Value]]) {
        let bytes = page.reduce(0) { $0 + $1.reduce(0) { $0 + $1.bytes } }
        if bytes > Self.bytesPerPage {
            rows = max(1, rows / 2)
        } else if bytes * 4 < Self.bytesPerPage {
            rows = min(Self.rowsMax, rows * 2)
        }
    }
}

extension Value {
    /// About what it takes in memory.
    fileprivate var bytes: Int {
        switch self {
        case .int, .real, .null: 8
        case .text(let text): text.utf8.count + 16
        case .blob(let blob): blob.count + 16
        }
    }
}
