/// The tables of a database, each after those that it refers to. Nobody lists them by hand: a table that a
/// migration adds is here at once.
struct Catalogue: Sendable {
    let tables: [TableShape]

    /// What Baton needs to know of the tables themselves; each database has its own.
    static let migrations = "schema_migration"
    /// Who is at work at this moment: nothing that another database could use.
    static let passing: Set = ["node", "agent_presence"]

    /// Says nothing of another database's rows: who numbered the transactions alone can read them.
    static let ownColumns: [String: Set<String>] = ["event": ["txid"]]

    static func read(_ sql: any SQL) throws -> Catalogue {
        let names = try sql.query(names(sql.dialect), []) { try $0.text(0) }
        let shapes = try names.map { try shape($0, sql) }
        return Catalogue(tables: sorted(shapes))
    }

    /// The tables whose rows belong to the installation.
    var kept: [TableShape] {
        tables.filter { $0.name != Self.migrations && !Self.passing.contains($0.name) }
    }

    func table(_ name: String) -> TableShape? { tables.first { $0.name == name } }

    private static func shape(_ name: String, _ sql: any SQL) throws -> TableShape {
        let columns = try sql.query(columns(sql.dialect), [.text(name)]) { row in
            (name: try row.text(0), keyPlace: try row.int(1), isNumbered: try row.bool(2))
        }
        let own = ownColumns[name] ?? []
        return TableShape(
            name: name, columns: columns.map(\.name).filter { !own.contains($0) }.sorted(),
            key: columns.filter { $0.keyPlace > 0 }.sorted { $0.keyPlace < $1.keyPlace }.map(\.name),
            numbered: columns.first(where: \.isNumbered)?.name,
            refersTo: Set(try sql.query(references(sql.dialect), [.text(name)]) { try $0.text(0) }))
    }

    /// Those that refer to nobody first. Tables that refer to each other in a ring would stay in their order.
    static func sorted(_ shapes: [TableShape]) -> [TableShape] {
        var waiting = shapes.sorted { $0.name < $1.name }
        var sorted: [TableShape] = []
        while !waiting.isEmpty {
            let placed = Set(sorted.map(\.name))
            let known = Set(waiting.map(\.name))
            let ready = waiting.filter { shape in
                shape.refersTo.allSatisfy {
                    $0 == shape.name || placed.contains($0) || !known.contains($0)
                }
            }
            sorted += ready.isEmpty ? waiting : ready
            let names = Set(sorted.map(\.name))
            waiting.removeAll { names.contains($0.name) }
        }
        return sorted
    }
}

/// The two catalogues have nothing in common, so each has its own queries.
extension Catalogue {
    private static func names(_ dialect: Dialect) -> String {
        switch dialect {
        case .sqlite:
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
            """
        case .postgres:
            """
            SELECT relname FROM pg_class
            WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) AND relkind IN ('r', 'p')
            """
        }
    }

    /// Name, place in the primary key from 1 (0 outside of it), whether the database numbers it.
    private static func columns(_ dialect: Dialect) -> String {
        switch dialect {
        case .sqlite: "SELECT name, pk, 0 FROM pragma_table_info($1)"
        case .postgres:
            """
            SELECT a.attname,
                COALESCE((
                    SELECT k.place FROM pg_index i
                    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                    WHERE i.indrelid = c.oid AND i.indisprimary AND k.attnum = a.attnum), 0),
                a.attidentity <> ''
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relname = $1
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            """
        }
    }

    private static func references(_ dialect: Dialect) -> String {
        switch dialect {
        case .sqlite: "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)"
        case .postgres:
            """
            SELECT DISTINCT r.relname FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
            WHERE c.relnamespace = to_regnamespace(quote_ident(current_schema())) AND c.relname = $1
                AND k.contype = 'f'
            """
        }
    }
}
