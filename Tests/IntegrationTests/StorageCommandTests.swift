import BatonTesting
import Foundation
import Storage
import Testing

/// What an operator meets who keeps the rows in PostgreSQL, with the real program.
@Suite(.timeLimit(.minutes(3)))
struct StorageCommandTests {
    private static let password = "hunter2-Ge.heim"

    /// Gives `body` a folder and the environment of an installation on an empty database.
    private func installed(
        _ body: (BatonProcess, _ environment: [String: String], _ address: String) async throws -> Void
    ) async throws {
        let address = try await PostgresServer.shared.database()
        try await inFolder { baton in
            // The server takes any password; what counts is where it turns up.
            let secret = address.replacing("baton@", with: "baton:\(Self.password)@")
            try await body(baton, ["BATON_STORAGE": secret], address)
        }
        try await PostgresServer.shared.drop(address)
    }

    @Test func `every command works on the database that storage names, and shows no password`() async throws
    {
        try await installed { baton, environment, address in
            try baton.write("---\nid: cart\ntitle: The cart\n---\nText.\n", to: "kb/cart.md")
            let calls: [([String], says: String)] = [
                (["migrate", "--dry-run"], "would apply 0001-log"),
                (["migrate"], "applied 0001-log"), (["migrate"], "is up to date"),
                (["import", "kb"], "1 added"), (["article", "list"], "The cart"),
                (["user", "add", "ada@example.com", "--name", "Ada"], "#invitation="),
                (["user", "list"], "ada@example.com"),
                (["doctor", "--port", "0", "--connections-max", "100"], "ok    database"),
                (["backup", "copy.db"], "checked"),
                (["restore", "copy.db"], "baton copy --from sqlite:copy.db"),
                (["copy", "--to", "sqlite:moved.db", "--list"], "compared them"),
                (["copy", "--from", "sqlite:moved.db"], "is not empty"),
                (["settings"], "--storage TEXT"),
            ]
            for (arguments, says) in calls {
                let process = try baton.start(arguments, environment: environment, name: UUID().uuidString)
                let outcome = try await process.ended()
                let all = outcome.output + outcome.errors
                #expect(all.contains(says), "\(arguments): \(all)")
                #expect(!all.contains(Self.password), "\(arguments)")
            }
            // Nothing went into a file by mistake.
            #expect(try await baton.run("article", "list").output.contains("The library is empty"))
            let sql = try PostgresConnection.open(try #require(PostgresAddress(address)))
            #expect(try sql.query("SELECT id FROM article", []) { try $0.text(0) } == ["cart"])
        }
    }

    @Test func `a server tells nobody the password, whatever it logs`() async throws {
        try await installed { baton, environment, _ in
            let server = try baton.start(
                ["serve", "--port", "0", "--knowledge-base", "none", "--log-level", "trace"],
                environment: environment)
            _ = try await eventually { server.output.contains("Console") ? true : nil }
            let copy = try await baton.run(
                "copy", "--to", "sqlite:live.db", "--live", environment: environment)
            #expect(copy.output.contains("is not in it"))
            server.process.terminate()
            let outcome = try await server.ended()
            #expect(outcome.code == 0)
            #expect(!(outcome.output + outcome.errors + copy.output + copy.errors).contains(Self.password))
            #expect(
                FileManager.default.fileExists(atPath: baton.folder.appending(path: "data/secrets.key").path))
            #expect(
                !FileManager.default.fileExists(atPath: baton.folder.appending(path: "data/baton.db").path))
        }
    }

    @Test func `another key than the database was used with is found, and can be forgotten`() async throws {
        try await installed { baton, environment, _ in
            let serve = ["serve", "--port", "0", "--knowledge-base", "none"]
            let first = try baton.start(serve, environment: environment)
            _ = try await eventually { first.output.contains("Console") ? true : nil }
            first.process.terminate()
            _ = try await first.ended()
            try FileManager.default.removeItem(at: baton.folder.appending(path: "data/secrets.key"))
            let doctor = try await baton.run("doctor", "--port", "0", environment: environment)
            #expect(doctor.output.contains("FAIL  secrets.key: "), "\(doctor.output)")
            let refused = try baton.start(serve, environment: environment, name: "refused")
            let outcome = try await refused.ended()
            #expect(outcome.code != 0 && outcome.errors.contains("--forget-key"), "\(outcome.errors)")
            let forgotten = try await baton.run("migrate", "--forget-key", environment: environment)
            #expect(forgotten.code == 0, "\(forgotten.errors)")
            let again = try baton.start(serve, environment: environment, name: "again")
            _ = try await eventually { again.output.contains("Console") ? true : nil }
            again.process.terminate()
            #expect(try await again.ended().code == 0)
        }
    }

    @Test(arguments: [
        ("mysql://baton:hunter2-Ge.heim@db/x", "works with PostgreSQL"),
        ("postgress://baton:hunter2-Ge.heim@db/x", "begins with postgres://"),
        ("POSTGRES://baton:hunter2-Ge.heim@db/x", "begins with postgres://"),
        ("/var/lib/hunter2-Ge.heim.db", "this is no address"),
        ("sqlite://hunter2-Ge.heim.db", "leave this out"),
        ("postgres://baton:a@hunter2-Ge.heim@db/x", "%40"),
        ("postgres://baton:1/hunter2-Ge.heim@db/x", "%2F"),
        ("postgres://baton:hunter2-Ge.heim@db/x?pasword=1", "cannot be read"),
        ("postgres://baton:hunter2-Ge.heim@127.0.0.1:1/x", "127.0.0.1:1/x cannot be reached"),
        ("postgres://baton:hunter2-Ge.heim@name.invalid/x", "Check the host"),
    ])
    func `an address that is wrong is refused with what to do, and not repeated`(
        _ address: String, _ says: String
    ) async throws {
        try await inFolder { baton in
            try baton.write("storage: \"\(address)\"\n", to: "baton.yaml")
            for command in [["user", "list"], ["serve", "--port", "0"], ["migrate", "--dry-run"]] {
                let process = try baton.start(command, name: UUID().uuidString)
                let outcome = try await process.ended()
                #expect(outcome.code != 0)
                #expect(outcome.errors.contains(says), "\(command): \(outcome.errors)")
                #expect(!(outcome.output + outcome.errors).contains(Self.password))
            }
            #expect(
                !FileManager.default.fileExists(atPath: baton.folder.appending(path: "data/baton.db").path))
        }
    }

    @Test func `a role that may not make tables works on those that another one made`() async throws {
        try await installed { baton, environment, address in
            let sql = try PostgresConnection.open(try #require(PostgresAddress(address)))
            let role = "r" + UUID().uuidString.lowercased().replacing("-", with: "")
            try sql.script("CREATE ROLE \(role) LOGIN")
            let own = ["BATON_STORAGE": address.replacing("baton@", with: "\(role)@")]
            let early = try await baton.run("user", "list", environment: own)
            #expect(early.errors.contains("lacks a right"), "\(early.errors)")
            #expect(try await baton.run("migrate", environment: environment).code == 0)
            let blind = try await baton.run("doctor", "--port", "0", environment: own)
            #expect(blind.output.contains("FAIL  rights: the role may not"), "\(blind.output)")
            try sql.script("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(role)")
            #expect(try await baton.run("user", "list", environment: own).code == 0)
            let doctor = try await baton.run("doctor", "--port", "0", environment: own)
            #expect(doctor.output.contains("ok    rights: the role may not make tables"), "\(doctor.output)")
            #expect(doctor.output.contains("ok    database"))
            try sql.script("DROP OWNED BY \(role); DROP ROLE \(role)")
        }
    }

    @Test func `the doctor changes nothing before a migration, and finds what a dump left behind`()
        async throws
    {
        try await installed { baton, environment, address in
            let sql = try PostgresConnection.open(try #require(PostgresAddress(address)))
            let before = try await baton.run("doctor", "--port", "0", environment: environment)
            #expect(before.output.contains("FAIL  tables: "), "\(before.output)")
            let tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            #expect(try sql.query(tables, []) { try $0.text(0) }.isEmpty)
            #expect(try await baton.run("user", "list", environment: environment).code == 0)
            try sql.script(
                """
                INSERT INTO stream VALUES (1, 'x', 'x', 1);
                INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body, txid)
                VALUES (1, 'x', 1, 'x', 1, 1, 'x', 1, '{}', 4000000000);
                """)
            let after = try await baton.run("doctor", "--port", "0", environment: environment)
            #expect(after.output.contains("FAIL  log: it was restored from a dump"), "\(after.output)")
            #expect(try await baton.run("migrate", "--new-epoch", environment: environment).code == 0)
            let healed = try await baton.run("doctor", "--port", "0", environment: environment)
            #expect(!healed.output.contains("restored from a dump"))
        }
    }
}
