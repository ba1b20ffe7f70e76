import Conversations
import Foundation
import Storage
import Testing

/// When nothing is copied, and what the operator is told.
@Suite struct CopyRefusalTests {
    private func filled(_ location: StoreLocation) async throws {
        _ = try await location.withStore { try await Desk($0).send("message-1") }
    }

    private func failure(
        _ source: StoreLocation, _ target: StoreLocation, _ options: Copy.Options = .testing
    ) async -> CopyFailure? {
        do throws(CopyFailure) {
            _ = try await Copy.run(from: source, to: target, options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: Backend.lasting)
    func `a target that holds anything is left as it is`(_ place: Backend) async throws {
        try await Direction(from: .file, to: place).withLocations { source, target in
            try await filled(source)
            try await filled(target)
            let found = await failure(source, target)
            #expect(found == .notEmpty(path: target.path, table: "stream"))
            #expect(try await target.withStore { try await Desk($0).existing().seq } == 2)
        }
    }

    @Test(arguments: Backend.lasting)
    func `a target that was only opened counts as empty`(_ place: Backend) async throws {
        try await Direction(from: .file, to: place).withLocations { source, target in
            try await filled(source)
            try await target.withStore { try await $0.checkWritable() }
            let found = await failure(source, target)
            #expect(found == nil, "\(String(describing: found))")
            #expect(try await target.withStore { try await Desk($0).existing().seq } == 2)
        }
    }

    @Test(arguments: Backend.lasting)
    func `tables of somebody else are left alone`(_ place: Backend) async throws {
        try await Direction(from: .file, to: place).withLocations { source, target in
            try await filled(source)
            try target.tamper("CREATE TABLE orders (id INTEGER)")
            let expected = CopyFailure.foreignTable(path: target.path, table: "orders")
            #expect(await failure(source, target) == expected)
            try target.tamper("DROP TABLE orders")
            try await target.withStore { _ in }
            try target.tamper("CREATE TABLE orders (id INTEGER)")
            #expect(await failure(source, target) == expected)
        }
    }

    @Test(arguments: Backend.lasting)
    func `a source that a server uses is copied only when one moment of it is asked for`(
        _ place: Backend
    ) async throws {
        try await Direction(from: place, to: .file).withLocations { source, target in
            try await filled(source)
            let server = try await Store.open(source, options: .testing(isExclusive: true))
            if place == .postgres {
                try source.tamper("INSERT INTO node VALUES (1, 'node-1', '', 0, 1999999999000)")
            }
            #expect(await failure(source, target) == .sourceInUse(path: source.path))
            var live = Copy.Options.testing
            live.isLive = true
            let found = await failure(source, target, live)
            #expect(found == nil, "\(String(describing: found))")
            await server.close()
            #expect(try target.count("stream") == 1)
        }
    }

    @Test(arguments: Backend.lasting)
    func `a target that a server uses is refused`(_ place: Backend) async throws {
        try await Direction(from: .file, to: place).withLocations { source, target in
            try await filled(source)
            let server = try await Store.open(target, options: .testing(isExclusive: true))
            if place == .postgres {
                try target.tamper("INSERT INTO node VALUES (1, 'node-1', '', 0, 1999999999000)")
            }
            #expect(await failure(source, target) == .targetInUse(path: target.path))
            await server.close()
        }
    }

    @Test(arguments: Backend.lasting)
    func `a source of another release is refused`(_ place: Backend) async throws {
        try await Direction(from: place, to: .file).withLocations { source, target in
            try await filled(source)
            let count = try source.count("schema_migration")
            try source.tamper("INSERT INTO schema_migration VALUES (\(count + 1), 'later', 'sum', 1)")
            let later = await failure(source, target)
            #expect(later == .otherMigration(path: source.path, applied: count + 1, known: count))
            try source.tamper("DELETE FROM schema_migration WHERE number >= \(count)")
            let earlier = await failure(source, target)
            #expect(earlier == .otherMigration(path: source.path, applied: count - 1, known: count))
            #expect(earlier?.description.contains("baton migrate") == true)
        }
    }

    @Test func `what was changed on its way is found, and nothing of it is kept`() async throws {
        try await Direction(from: .file, to: .postgres).withLocations { source, target in
            try await filled(source)
            try await target.withStore { _ in }
            try target.tamper(
                """
                CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.text = lower(NEW.text); RETURN NEW; END $$;
                CREATE TRIGGER spoil BEFORE INSERT ON message_body FOR EACH ROW EXECUTE FUNCTION spoil();
                """)
            #expect(await failure(source, target) == .differs(table: "message_body"))
            #expect(try target.count("stream") == 0)
            try target.tamper("DROP TRIGGER spoil ON message_body")
            #expect(await failure(source, target) == nil)
        }
    }

    @Test func `what is no database, or the same one, is refused`() async throws {
        try await withFolder { folder in
            let missing = StoreLocation.file(folder.path("none.db"))
            let target = StoreLocation.file(folder.path("target.db"))
            #expect(await failure(missing, target) == .nothingThere(path: missing.path))
            #expect(await failure(target, target) == .sameDatabase(path: target.path))
            try Data("this is no database, but it is long enough to be read as one".utf8).write(
                to: URL(filePath: missing.path))
            #expect(await failure(missing, target) == .source(.notADatabase(path: missing.path)))
            try Data().write(to: URL(filePath: missing.path))
            #expect(await failure(missing, target) == .nothingThere(path: missing.path))
            #expect(!FileManager.default.fileExists(atPath: target.path))
        }
    }

    @Test func `no failure tells a row, a statement or a password`() throws {
        let failures: [CopyFailure] = [
            .sameDatabase(path: "p"), .nothingThere(path: "p"), .sourceInUse(path: "p"),
            .targetInUse(path: "p"), .notEmpty(path: "p", table: "t"), .foreignTable(path: "p", table: "t"),
            .otherMigration(path: "p", applied: 1, known: 2),
            .otherMigration(path: "p", applied: 2, known: 1), .tableMissing(path: "p", table: "t"),
            .differs(table: "t"), .refusedRow(table: "t"), .interrupted, .source(.locked), .target(.diskFull),
        ]
        for failure in failures {
            #expect(!failure.description.contains("SELECT") && failure.description.hasSuffix("."))
        }
        let address = try #require(PostgresAddress("postgres://ada:hunter2@db.example/baton"))
        #expect(
            !CopyFailure.nothingThere(path: StoreLocation.postgres(address).path).description
                .contains("hunter2"))
    }
}
