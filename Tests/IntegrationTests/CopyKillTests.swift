import BatonTesting
import Foundation
import Storage
import Testing

/// `baton copy`, killed in the middle.
@Suite(.timeLimit(.minutes(3)))
struct CopyKillTests {
    /// Something that somebody else holds, so that a copy waits for it in the middle.
    private static let gate = """
        CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(77); RETURN NEW; END $$;
        CREATE TRIGGER wait BEFORE INSERT ON setting_value FOR EACH ROW EXECUTE FUNCTION wait();
        """
    private static let waiting = """
        SELECT CAST(count(*) AS TEXT) FROM pg_locks WHERE NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    /// An SQLite file with rows in many tables.
    private func filled(_ baton: BatonProcess) async throws {
        try baton.write("---\nid: cart\ntitle: The cart\n---\nText.\n", to: "kb/cart.md")
        #expect(try await baton.run("import", "kb").code == 0)
        #expect(try await baton.run("user", "add", "ada@example.com", "--name", "Ada").code == 0)
        let path = baton.folder.appending(path: "data/baton.db").path
        let sql = try SQLiteConnection(path: path, busyMilliseconds: 5000)
        try sql.execute("INSERT INTO setting_value VALUES (1, 'greeting', 'Hello.', 1, 'ada')", [])
    }

    private func waits(_ sql: PostgresConnection) throws -> Bool? {
        let row = try sql.query(Self.waiting, []) { try $0.text(0) == "0" }.first
        return row == false ? true : nil
    }

    @Test func `killed while it fills PostgreSQL, it leaves no row, and runs through the next time`()
        async throws
    {
        let address = try await PostgresServer.shared.database()
        let place = try #require(PostgresAddress(address))
        try await inFolder { baton in
            try await filled(baton)
            #expect(try await baton.run("migrate", "--storage", address).code == 0)
            let holder = try PostgresConnection.open(place)
            try holder.script(Self.gate)
            try holder.script("SELECT pg_advisory_lock(77)")
            let copy = try baton.start(["copy", "--to", address], name: "copy")
            let other = try PostgresConnection.open(place)
            _ = try await eventually { try waits(other) }
            kill(copy.process.processIdentifier, SIGKILL)
            _ = try await copy.ended()
            try holder.script("SELECT pg_advisory_unlock(77)")
            try holder.script("DROP TRIGGER wait ON setting_value")
            #expect(try holder.query("SELECT id FROM article", []) { try $0.text(0) }.isEmpty)
            let again = try await baton.run("copy", "--to", address)
            #expect(again.code == 0 && again.output.contains("compared them"), "\(again.errors)")
            #expect(try holder.query("SELECT id FROM article", []) { try $0.text(0) } == ["cart"])
        }
        try await PostgresServer.shared.drop(address)
    }

    @Test func `killed while it fills a file, it leaves no database, and runs through the next time`()
        async throws
    {
        let address = try await PostgresServer.shared.database()
        let place = try #require(PostgresAddress(address))
        try await inFolder { baton in
            try await filled(baton)
            #expect(try await baton.run("copy", "--to", address).code == 0)
            let holder = try PostgresConnection.open(place)
            try holder.script("BEGIN; LOCK TABLE setting_value IN ACCESS EXCLUSIVE MODE")
            let arguments = ["copy", "--from", address, "--to", "sqlite:back.db"]
            let copy = try baton.start(arguments, name: "copy")
            let other = try PostgresConnection.open(place)
            _ = try await eventually { try waits(other) }
            kill(copy.process.processIdentifier, SIGKILL)
            _ = try await copy.ended()
            try holder.script("ROLLBACK")
            let file = baton.folder.appending(path: "back.db").path
            #expect(!FileManager.default.fileExists(atPath: file))
            let process = try baton.start(arguments, name: "again")
            #expect(try await process.ended().code == 0)
            #expect(FileManager.default.fileExists(atPath: file))
            #expect(!FileManager.default.fileExists(atPath: file + ".unfinished"))
            // Moved into place it is an installation like any other.
            try baton.write("", to: "moved/none")
            try FileManager.default.moveItem(
                atPath: file, toPath: baton.folder.appending(path: "moved/baton.db").path)
            #expect(try await baton.run("user", "list", "--data", "moved").output.contains("ada@example.com"))
        }
        try await PostgresServer.shared.drop(address)
    }
}
