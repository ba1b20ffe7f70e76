import Storage
import Testing

/// What the queries rely on, whatever database is behind it.
@Suite struct SQLTests {
    private func connection() throws -> SQLiteConnection {
        try SQLiteConnection(path: ":memory:", busyMilliseconds: 0)
    }

    @Test func `parameters are bound by their number, not by their place in the text`() throws {
        let row = try connection().first(
            "SELECT $2, $1, $2, $3", [.text("one"), .text("two"), .text("three")]
        ) { row in
            [row[0], row[1], row[2], row[3]]
        }
        #expect(row == [.text("two"), .text("one"), .text("two"), .text("three")])
    }

    @Test(arguments: [
        Value.int(.max), .int(.min), .real(-0.125), .text(""), .text("a\u{0}b 🙂"), .blob([]),
        .blob([0, 255]), .null,
    ])
    func `a value comes back as it went in`(_ value: Value) throws {
        #expect(try connection().first("SELECT $1", [value]) { $0[0] } == value)
    }

    @Test func `too few and too many values are errors`() throws {
        let connection = try connection()
        #expect(throws: SQLFailure.self) { try connection.execute("SELECT $1, $2", [.null]) }
        #expect(throws: SQLFailure.self) { try connection.execute("SELECT $1", [.null, .null]) }
    }

    @Test func `the rows that a statement changed are counted`() throws {
        let connection = try connection()
        try connection.script("CREATE TABLE t (k INTEGER PRIMARY KEY) STRICT")
        let insert = "INSERT INTO t (k) VALUES ($1) ON CONFLICT DO NOTHING"
        #expect(try connection.execute(insert, [.int(1)]) == 1)
        #expect(try connection.execute(insert, [.int(1)]) == 0)
        #expect(try connection.execute("UPDATE t SET k = 2 WHERE k = 9", []) == 0)
    }

    @Test func `a query may run while a row of the same one is read`() throws {
        let connection = try connection()
        let text = "SELECT value FROM json_each($1)"
        let pairs = try connection.query(text, [.text("[1,2]")]) { outer in
            try connection.query(text, [.text("[3,4]")]) { inner in [outer[0], inner[0]] }
        }
        #expect(
            pairs.flatMap { $0 } == [
                [.int(1), .int(3)], [.int(1), .int(4)], [.int(2), .int(3)], [.int(2), .int(4)],
            ])
    }

    @Test func `an error names no statement and no value`() throws {
        let connection = try connection()
        let failure = #expect(throws: SQLFailure.self) {
            try connection.execute("SELECT secret FROM customers WHERE name = $1", [.text("Ada")])
        }
        #expect(failure.map { "\($0)" }?.contains("customers") == false)
        #expect(failure.map { "\($0)" }?.contains("Ada") == false)
    }
}
