import Conversations
import Knowledge
import Storage
import Testing

@Suite struct MigrationTests {
    /// Opens a new database, closes it, changes it behind the store's back and opens it again.
    private func reopening(after statements: String) async throws -> StoreError? {
        let found = Found()
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            try await Desk(store).send("message-1")
            await store.close()
            try folder.tamper(statements)
            do throws(StoreError) {
                let again = try await Store.open(.file(folder.database), options: .testing(epoch: "epoch-2"))
                #expect((try? await Desk(again).existing().seq) == 2)
                #expect(again.epoch == "epoch-1")
                await again.close()
            } catch {
                await found.set(error)
            }
        }
        return await found.error
    }

    private actor Found {
        private(set) var error: StoreError?

        func set(_ error: StoreError) { self.error = error }
    }

    /// How many migrations this release has.
    private static let count = 8

    private func insert(_ number: Int, readerVersionMin: Int) -> String {
        "INSERT INTO schema_migration VALUES (\(number), 'later', 'sum', \(readerVersionMin))"
    }

    @Test func `opening again changes nothing`() async throws {
        #expect(try await reopening(after: "SELECT 1") == nil)
    }

    @Test func `a migration that was applied with another content is refused`() async throws {
        let error = try await reopening(
            after: "UPDATE schema_migration SET checksum = 'other' WHERE number = 2")
        #expect(error == .migrationChanged(number: 2))
    }

    @Test func `a gap in the applied migrations is refused`() async throws {
        #expect(
            try await reopening(after: "DELETE FROM schema_migration WHERE number = 2")
                == .migrationMissing(number: 2))
    }

    @Test func `a neighbouring later release's database is served`() async throws {
        #expect(try await reopening(after: insert(Self.count + 1, readerVersionMin: 3)) == nil)
    }

    @Test func `a database that needs a later release is refused`() async throws {
        let next = Self.count + 1
        #expect(
            try await reopening(after: insert(next, readerVersionMin: next))
                == .newerDatabase(needs: next, has: Self.count))
    }

    @Test(arguments: [
        "DELETE FROM schema_migration",
        "ALTER TABLE schema_migration RENAME COLUMN checksum TO checksums",
    ])
    func `a version that cannot be read is never taken for a new database`(_ statements: String) async throws
    {
        #expect(try await reopening(after: statements) == .unreadableVersion)
    }

    @Test func `a database of another program is left alone`() async throws {
        #expect(try await reopening(after: "DROP TABLE schema_migration") == .foreignDatabase)
    }

    @Test func `a migration that fails half-way leaves no trace`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            await store.close()
            // As if the third migration had not run, and something were in the way of its second table.
            try folder.tamper(
                """
                \(Self.undoneSinceVisitors)
                DROP TABLE revision; DROP TABLE article; DROP TABLE article_vector; DROP TABLE snapshot;
                DELETE FROM schema_migration WHERE number >= 3; CREATE TABLE revision (id INTEGER);
                """)
            await #expect(throws: StoreError.migrationFailed(number: 3)) {
                try await Store.open(.file(folder.database), options: .testing())
            }
            let tables = try folder.connection().query(
                "SELECT name FROM sqlite_schema WHERE name IN ('article', 'revision')", []
            ) { try $0.text(0) }
            #expect(tables == ["revision"])
            try folder.tamper("DROP TABLE revision")
            let healed = try await Store.open(.file(folder.database), options: .testing())
            #expect(try await healed.revisions().isEmpty)
            await healed.close()
        }
    }

    @Test func `the articles of an earlier release count as imported`() async throws {
        try await withFolder { folder in
            let article = Article(id: try #require(ArticleID("cart")), title: "The cart", markdown: "Text.")
            let store = try await Store.open(.file(folder.database), options: .testing())
            _ = try await store.publish([article], atMilliseconds: 7)
            let before = try await store.states()
            await store.close()
            // As the release before left it.
            try folder.tamper(
                """
                \(Self.undoneSinceVisitors)
                ALTER TABLE revision DROP COLUMN phrasings; ALTER TABLE revision DROP COLUMN source;
                ALTER TABLE article DROP COLUMN imported_hash;
                ALTER TABLE article DROP COLUMN imported_revision;
                ALTER TABLE article DROP COLUMN imported_at; ALTER TABLE article DROP COLUMN removed_at;
                DROP TABLE article_vector; DROP TABLE snapshot; DELETE FROM schema_migration WHERE number > 3;
                """)
            let again = try await Store.open(.file(folder.database), options: .testing())
            #expect(try await again.states() == before)
            #expect(before.first?.lastImport?.atMilliseconds == 7)
            #expect(try await again.revisions().map(\.article) == [article])
            #expect(
                try await again.publish([article], atMilliseconds: 8)
                    == PublishReport(unchanged: [article.id]))
            await again.close()
        }
    }

    @Test func `two who open a new database at the same time both get it`() async throws {
        try await withFolder { folder in
            let epochs = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 1...4 {
                    group.addTask {
                        let store = try await Store.open(
                            .file(folder.database), options: .testing(epoch: "epoch-\(number)"))
                        await store.close()
                        return store.epoch
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(epochs.count == 1)
        }
    }

    @Test func `no error tells a statement or a customer's words`() {
        let errors: [StoreError] = [
            .inUse(path: "p"), .folderMissing(path: "p"), .cannotOpen(path: "p"), .readOnly(path: "p"),
            .notADatabase(path: "p"), .locked, .diskFull, .foreignDatabase, .unreadableVersion,
            .migrationChanged(number: 1), .migrationMissing(number: 1), .newerDatabase(needs: 2, has: 1),
            .badMigrationFiles, .migrationFailed(number: 1), .unreadableRow, .failed(code: "1"),
        ]
        for error in errors {
            for word in ["SELECT", "INSERT", "schema_migration"] {
                #expect(!error.description.contains(word))
            }
            #expect(error.description.hasSuffix("."))
        }
    }

    /// Takes back what the migrations from 0006 on did.
    private static let undoneSinceVisitors = """
        DROP TABLE visitor_profile; DROP TABLE audit_entry; DROP TABLE person_totp; DROP TABLE recovery_code;
        DROP TABLE setting_value; DROP TABLE change_counter; DROP TABLE mail_progress;
        ALTER TABLE person DROP COLUMN last_seen_at; ALTER TABLE session DROP COLUMN address;
        ALTER TABLE session DROP COLUMN browser; ALTER TABLE session DROP COLUMN seen_at;
        DROP INDEX conversation_by_visitor; DROP INDEX event_assigned;
        ALTER TABLE conversation DROP COLUMN page_seq; ALTER TABLE conversation DROP COLUMN pages;
        """
}
