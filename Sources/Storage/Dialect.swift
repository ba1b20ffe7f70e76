/// The databases that one set of query texts serves, and all that they do not say alike.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// The names of all tables that are there, whoever made them: each keeps them in a catalogue of its own.
    var tableNames: String {
        switch self {
        case .sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table'"
        case .postgres:
            """
            SELECT CAST(table_name AS TEXT) FROM information_schema.tables
            WHERE table_schema = current_schema()
            """
        }
    }

    /// The list of migrations, made before there is a migration that could make it.
    var migrationTable: String {
        switch self {
        case .sqlite:
            """
            CREATE TABLE schema_migration (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                checksum TEXT NOT NULL,
                min_reader_version INTEGER NOT NULL
            ) STRICT
            """
        case .postgres:
            """
            CREATE TABLE schema_migration (
                number BIGINT PRIMARY KEY,
                name TEXT COLLATE "C" NOT NULL,
                checksum TEXT COLLATE "C" NOT NULL,
                min_reader_version BIGINT NOT NULL
            )
            """
        }
    }

    /// Lets one process at a time change the tables. SQLite's writing transaction does that by itself.
    var migrationLock: String? {
        self == .sqlite
            ? nil : "SELECT set_config('lock_timeout', '60s', TRUE), pg_advisory_xact_lock(4203, 1)"
    }

    /// The first transaction that may still be running: what it and later ones wrote is not complete yet.
    /// PostgreSQL counts transactions across all databases of a server, so that others' hold it back too.
    /// With SQLite's one writer positions are handed out in the order of commits, so that nothing is held
    /// back.
    var horizon: String {
        switch self {
        case .sqlite: "SELECT 9223372036854775807"
        case .postgres: "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)"
        }
    }

    /// Both take an ASCII letter for its capital and no other: SQLite knows no more, and PostgreSQL no more
    /// under the collation "C".
    package var likeInAnyCase: String { self == .sqlite ? "LIKE" : "ILIKE" }

    var journalMode: String {
        switch self {
        case .sqlite: "PRAGMA journal_mode"
        case .postgres: "SELECT 'fsync ' || current_setting('fsync')"
        }
    }

    var synchronous: String {
        switch self {
        case .sqlite: "PRAGMA synchronous"
        case .postgres: "SELECT current_setting('synchronous_commit')"
        }
    }

    /// What the probe of a disk writes. SQLite: 24 pages, since an append dirties about 15, and 7 more with
    /// the
    /// longest message; while this fits, it fits. PostgreSQL keeps its log in files that are there
    /// beforehand.
    var probeBytes: Int { self == .sqlite ? 24 * 4096 : 1 }

    /// Tells the other nodes, with the commit of the transaction. SQLite has one node.
    static let announce = "SELECT pg_notify('baton', $1)"
}
