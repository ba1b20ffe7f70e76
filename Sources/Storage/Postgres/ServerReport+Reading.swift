extension ServerReport {
    /// Only PostgreSQL has these: the queries need not be read by SQLite.
    mutating func readServer(_ sql: any SQL) throws {
        let facts = try sql.query(
            """
            SELECT name, COALESCE(reset_val, setting) FROM pg_settings
            WHERE name IN ('server_version_num', 'server_encoding', 'synchronous_commit', 'fsync',
                'full_page_writes', 'default_transaction_read_only', 'max_connections',
                'superuser_reserved_connections')
            """, []
        ) { (try $0.text(0), try $0.text(1)) }
        let settings = Dictionary(facts, uniquingKeysWith: { first, _ in first })
        version = Int(settings["server_version_num"] ?? "") ?? 0
        encoding = settings["server_encoding"] ?? ""
        synchronousCommit = settings["synchronous_commit"] ?? ""
        hasFlush = settings["fsync"] != "off"
        hasWholePages = settings["full_page_writes"] != "off"
        isReadOnly = settings["default_transaction_read_only"] == "on"
        let reserved = Int(settings["superuser_reserved_connections"] ?? "") ?? 0
        sessionsMax = (Int(settings["max_connections"] ?? "") ?? 0) - reserved
        let row = try sql.first(
            """
            SELECT pg_is_in_recovery(), CAST(d.datcollate AS TEXT), CAST(d.datconnlimit AS BIGINT),
                CAST(r.rolconnlimit AS BIGINT), COALESCE(CAST(current_schema() AS TEXT), ''),
                (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
            FROM pg_database d, pg_roles r WHERE d.datname = current_database() AND r.rolname = current_user
            """, []
        ) { row in
            (
                isStandby: try row.bool(0), collation: try row.text(1),
                limits: [try row.int(2), try row.int(3)].filter { $0 >= 0 }, schema: try row.text(4),
                sessions: try row.int(5)
            )
        }
        guard let row else { return }
        (isStandby, collation, schema, sessions) = (row.isStandby, row.collation, row.schema, row.sessions)
        sessionsMax = min(sessionsMax, row.limits.min() ?? sessionsMax)
    }

    /// The quickest of a few answers says it most exactly: the server read its clock somewhere in between.
    mutating func readClock(_ sql: any SQL, _ now: () -> Int64) throws {
        var narrowest = Int64.max
        for _ in 0..<Self.clockQuestions {
            let asked = now()
            let text = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
            guard let server = try sql.first(text, [], { try $0.int64(0) }) else { return }
            let answered = now()
            guard answered >= asked, answered - asked < narrowest else { continue }
            narrowest = answered - asked
            clockOffsetMilliseconds = server - (asked + answered) / 2
            clockErrorMilliseconds = (answered - asked + 1) / 2
        }
    }

    private static let clockQuestions = 5

    mutating func readRights(_ sql: any SQL) throws {
        guard !schema.isEmpty else { return }
        mayCreate =
            try sql.first("SELECT has_schema_privilege($1, 'CREATE')", [.text(schema)]) { try $0.bool(0) }
            ?? false
        hasTables = try Catalogue.read(sql).table(Catalogue.migrations) != nil
        missingRights = try sql.query(
            """
            SELECT p.kind || ' on ' || CAST(c.relname AS TEXT) FROM pg_class c
            CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS p (kind)
            WHERE c.relnamespace = to_regnamespace(quote_ident($1)) AND c.relkind IN ('r', 'p')
                AND NOT has_table_privilege(c.oid, p.kind)
            ORDER BY c.relname, p.kind
            """, [.text(schema)]
        ) { try $0.text(0) }
    }

    /// Needs the right to read.
    mutating func readTables(_ sql: any SQL) throws {
        misorderedColumns = try sql.query(
            """
            SELECT CAST(c.relname AS TEXT) || '.' || CAST(a.attname AS TEXT) FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_collation l ON l.oid = a.attcollation
            WHERE c.relnamespace = to_regnamespace(quote_ident($1)) AND c.relkind IN ('r', 'p')
                AND a.attnum > 0 AND NOT a.attisdropped AND l.collname <> 'C'
            ORDER BY 1
            """, [.text(schema)]
        ) { try $0.text(0) }
        guard !missingRights.contains(where: { $0.hasPrefix("SELECT") }) else { return }
        // Tables of an earlier release have no such columns: `baton migrate` comes first then.
        guard try Catalogue.read(sql).table("node") != nil else { return }
        isFromElsewhere =
            try sql.first(
                """
                SELECT COALESCE(max(txid), 0) >=
                    CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT)
                FROM event
                """, []
            ) { try $0.bool(0) } ?? false
        nodes = try sql.query(
            "SELECT id, version, seen_at FROM node WHERE site = $1 ORDER BY started_at, id",
            [.int(Store.site)]
        ) { row in
            Node(id: try row.text(0), version: try row.text(1), seenAtMilliseconds: try row.int64(2))
        }
    }
}
