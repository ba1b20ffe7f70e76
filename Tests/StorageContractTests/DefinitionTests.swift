import Storage
import Testing

/// Holds the two files of table definitions against one another.
@Suite struct DefinitionTests {
    /// Names, and what may be null, of all columns; keys; and indexes with their columns.
    private func definitions(_ backend: Backend) async throws -> [String: Set<String>] {
        let found = Found()
        try await backend.withPlace { place in
            await (try place.open()).close()
            let connection = try place.connection()
            let catalogue: Catalogue = connection.dialect == .sqlite ? .sqlite : .postgres
            for (what, text) in catalogue.queries {
                let lines = try connection.query(text, []) { try $0.text(0) }
                await found.set(what, Set(lines))
            }
        }
        return await found.definitions
    }

    private actor Found {
        private(set) var definitions: [String: Set<String>] = [:]

        func set(_ what: String, _ lines: Set<String>) { definitions[what] = lines }
    }

    @Test func `both databases have the same columns, keys and indexes`() async throws {
        let (sqlite, postgres) = (try await definitions(.file), try await definitions(.postgres))
        for what in ["columns", "keys", "indexes", "references"] {
            let (one, other) = (try #require(sqlite[what]), try #require(postgres[what]))
            #expect(!one.isEmpty)
            #expect(one.subtracting(other) == [], "\(what) that only SQLite has")
            #expect(other.subtracting(one) == [], "\(what) that only PostgreSQL has")
        }
    }

    @Test func `PostgreSQL compares every text by its bytes`() async throws {
        try await Backend.postgres.withPlace { place in
            await (try place.open()).close()
            let others = try place.connection().query(
                """
                SELECT table_name || '.' || column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND data_type = 'text'
                    AND collation_name IS DISTINCT FROM 'C'
                """, []
            ) { try $0.text(0) }
            #expect(others == [])
        }
    }
}

/// What a database says of its tables, in lines that are the same for the same tables.
private struct Catalogue {
    let queries: [(what: String, text: String)]

    static let sqlite = Catalogue(queries: [
        (
            "columns",
            """
            SELECT t.name || '.' || c.name || ' ' || lower(c.type) || ' '
                || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN 'required' ELSE 'optional' END
            FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
            """
        ),
        (
            "keys",
            """
            SELECT name || ' ' || group_concat(field, ',') FROM (
                SELECT t.name, c.name AS field FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.pk)
            GROUP BY name
            """
        ),
        (
            "indexes",
            """
            SELECT name || ' ' || rule || ' ' || group_concat(field, ',') FROM (
                SELECT i.name, i."unique" || i.partial AS rule, c.name AS field
                FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
                WHERE t.type = 'table' AND i.origin = 'c' ORDER BY i.name, c.seqno)
            GROUP BY name, rule
            """
        ),
        (
            "references",
            """
            SELECT name || ' ' || other || ' ' || group_concat(pair, ',') FROM (
                SELECT t.name, f."table" AS other, f.id, f."from" || '=' || f."to" AS pair
                FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
                WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq)
            GROUP BY name, id, other
            """
        ),
    ])

    static let postgres = Catalogue(queries: [
        (
            "columns",
            """
            SELECT table_name || '.' || column_name || ' '
                || CASE data_type WHEN 'bigint' THEN 'integer' WHEN 'bytea' THEN 'blob'
                    WHEN 'double precision' THEN 'real' ELSE data_type END || ' '
                || CASE is_nullable WHEN 'NO' THEN 'required' ELSE 'optional' END
            FROM information_schema.columns WHERE table_schema = current_schema()
            """
        ),
        (
            "keys",
            """
            SELECT t.relname || ' ' || string_agg(a.attname, ',' ORDER BY k.place)
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
            CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
            WHERE c.contype = 'p' AND c.connamespace = current_schema()::regnamespace
            GROUP BY t.relname
            """
        ),
        (
            "indexes",
            """
            SELECT n.relname || ' ' || i.indisunique::int || (i.indpred IS NOT NULL)::int || ' '
                || string_agg(a.attname, ',' ORDER BY k.place)
            FROM pg_index i JOIN pg_class n ON n.oid = i.indexrelid
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE n.relnamespace = current_schema()::regnamespace
                AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
            GROUP BY n.relname, i.indisunique, i.indpred IS NOT NULL
            """
        ),
        (
            "references",
            """
            SELECT t.relname || ' ' || o.relname || ' '
                || string_agg(a.attname || '=' || b.attname, ',' ORDER BY k.place)
            FROM pg_constraint c
            JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class o ON o.oid = c.confrelid
            CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (number, there, place)
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
            JOIN pg_attribute b ON b.attrelid = o.oid AND b.attnum = k.there
            WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
            GROUP BY c.oid, t.relname, o.relname
            """
        ),
    ])
}
