/// A table as the database's own catalogue describes it.
struct TableShape: Hashable, Sendable {
    let name: String
    /// Sorted by name: both databases have the same columns, but need not have defined them in one order.
    let columns: [String]
    /// The primary key, by which rows are told apart and put in order.
    let key: [String]
    /// The column whose numbers PostgreSQL hands out; SQLite goes on from the highest by itself.
    let numbered: String?
    let refersTo: Set<String>

    var quoted: String { Self.quoted(name) }

    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    static func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }

    static func places(_ numbers: Range<Int>) -> String {
        numbers.map { "$\($0)" }.joined(separator: ", ")
    }

    /// One row, its values in the order of `columns`.
    var insert: String {
        """
        INSERT INTO \(quoted) (\(Self.list(columns))) VALUES (\(Self.places(1..<columns.count + 1)))
        """
    }

    var count: String { "SELECT count(*) FROM \(quoted)" }
}
