import Storage
import Testing

/// What the queries rely on, whatever database is behind it.
@Suite struct SQLTests {
    @Test(arguments: Backend.lasting)
    func `parameters are bound by their number, not by their place in the text`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            let row = try place.connection().first(
                "SELECT $2, $1, $2, $3", [.text("one"), .text("two"), .text("three")]
            ) { row in
                [row[0], row[1], row[2], row[3]]
            }
            #expect(row == [.text("two"), .text("one"), .text("two"), .text("three")])
        }
    }

    @Test(arguments: Backend.lasting)
    func `a value comes back as it went in`(_ backend: Backend) async throws {
        let values: [Value] = [
            .int(.max), .int(.min), .int(-1), .real(-0.125), .real(.infinity), .text(""),
            .text("a\u{1}b 🙂\r\n"), .blob([]), .blob([0, 255]), .null,
        ]
        try await backend.withPlace { place in
            let connection = try place.connection()
            for value in values {
                #expect(try connection.first("SELECT $1", [value]) { $0[0] } == value)
            }
        }
    }

    @Test(arguments: Backend.lasting)
    func `the character that PostgreSQL keeps in no text is kept by neither`(_ backend: Backend) async throws
    {
        try await backend.withPlace { place in
            let connection = try place.connection()
            let kept = try connection.first("SELECT $1", [.text("a\u{0}\u{301}b")]) { $0[0] }
            #expect(kept == .text("a\u{fffd}\u{301}b"))
        }
    }

    @Test func `too few and too many values are errors`() async throws {
        try await Backend.file.withPlace { place in
            let connection = try place.connection()
            #expect(throws: SQLFailure.self) { try connection.execute("SELECT $1, $2", [.null]) }
            #expect(throws: SQLFailure.self) { try connection.execute("SELECT $1", [.null, .null]) }
        }
    }

    @Test(arguments: Backend.lasting)
    func `the rows that a statement changed are counted`(_ backend: Backend) async throws {
        try await backend.withPlace { place in try countRows(place.connection()) }
    }

    private func countRows(_ connection: any SQL) throws {
        try connection.script("CREATE TABLE t (k BIGINT PRIMARY KEY)")
        let insert = "INSERT INTO t (k) VALUES ($1) ON CONFLICT DO NOTHING"
        #expect(try connection.execute(insert, [.int(1)]) == 1)
        #expect(try connection.execute(insert, [.int(1)]) == 0)
        #expect(try connection.execute("UPDATE t SET k = 2 WHERE k = 9", []) == 0)
    }

    @Test(arguments: Backend.lasting)
    func `a query may run while a row of the same one is read`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let connection = try place.connection()
            let text = "SELECT $1 AS k UNION ALL SELECT $2 ORDER BY k"
            let pairs = try connection.query(text, [.int(1), .int(2)]) { outer in
                try connection.query(text, [.int(3), .int(4)]) { inner in [outer[0], inner[0]] }
            }
            #expect(
                pairs.flatMap { $0 } == [
                    [.int(1), .int(3)], [.int(1), .int(4)], [.int(2), .int(3)], [.int(2), .int(4)],
                ])
        }
    }

    @Test(arguments: Backend.lasting)
    func `an error names no statement and no value, and the connection works on`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            let connection = try place.connection()
            let failure = #expect(throws: SQLFailure.self) {
                try connection.execute("SELECT secret FROM customers WHERE name = $1", [.text("Ada")])
            }
            #expect(failure.map { "\($0)" }?.contains("customers") == false)
            #expect(failure.map { "\($0)" }?.contains("Ada") == false)
            #expect(try connection.first("SELECT $1", [.int(1)]) { $0[0] } == .int(1))
        }
    }

    @Test(arguments: Backend.lasting)
    func `texts stand in the order of their bytes, and match in any case of ASCII alone`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            await (try place.open()).close()
            let connection = try place.connection()
            let names = ["a", "B", "ä", "Z", "é", "~", "🙂", "ab"]
            for name in names {
                try connection.execute("INSERT INTO meta VALUES (1, $1, $1)", [.text(name)])
            }
            let ordered = try connection.query(
                "SELECT name FROM meta WHERE name NOT IN ('epoch') ORDER BY name", []
            ) { try $0.text(0) }
            #expect(ordered == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            let like = connection.dialect.likeInAnyCase
            let found = try connection.query(
                "SELECT name FROM meta WHERE name \(like) $1 OR name \(like) $2 ORDER BY name",
                [.text("A%"), .text("Ä")]
            ) { try $0.text(0) }
            #expect(found == ["a", "ab"])
        }
    }
}
