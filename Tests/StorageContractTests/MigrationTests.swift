import Conversations
import Knowledge
import Storage
import Testing

@Suite struct MigrationTests {
    /// Opens a new database, closes it, changes it behind the store's back and opens it again.
    private func reopening(_ backend: Backend, after statements: String) async throws -> StoreError? {
        let found = Found()
        try await backend.withPlace { place in
            let store = try await place.open()
            try await Desk(store).send("message-1")
            await store.close()
            try place.tamper(statements)
            do throws(StoreError) {
                let again = try await place.open(.testing(epoch: "epoch-2"))
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
    private static let count = 15

    private func insert(_ number: Int, readerVersionMin: Int) -> String {
        "INSERT INTO schema_migration VALUES (\(number), 'later', 'sum', \(readerVersionMin))"
    }

    @Test(arguments: Backend.lasting)
    func `opening again changes nothing`(_ backend: Backend) async throws {
        #expect(try await reopening(backend, after: "SELECT 1") == nil)
    }

    @Test(arguments: Backend.lasting)
    func `a migration that was applied with another content is refused`(_ backend: Backend) async throws {
        let error = try await reopening(
            backend, after: "UPDATE schema_migration SET checksum = 'other' WHERE number = 2")
        #expect(error == .migrationChanged(number: 2))
    }

    @Test(arguments: Backend.lasting)
    func `a gap in the applied migrations is refused`(_ backend: Backend) async throws {
        #expect(
            try await reopening(backend, after: "DELETE FROM schema_migration WHERE number = 2")
                == .migrationMissing(number: 2))
    }

    @Test(arguments: Backend.lasting)
    func `a neighbouring later release's database is served`(_ backend: Backend) async throws {
        #expect(try await reopening(backend, after: insert(Self.count + 1, readerVersionMin: 3)) == nil)
    }

    @Test(arguments: Backend.lasting)
    func `a database that needs a later release is refused`(_ backend: Backend) async throws {
        let next = Self.count + 1
        #expect(
            try await reopening(backend, after: insert(next, readerVersionMin: next))
                == .newerDatabase(needs: next, has: Self.count))
    }

    @Test(
        arguments: Backend.lasting,
        [
            "DELETE FROM schema_migration",
            "ALTER TABLE schema_migration RENAME COLUMN checksum TO checksums",
        ])
    func `a version that cannot be read is never taken for a new database`(
        _ backend: Backend, statements: String
    ) async throws {
        #expect(try await reopening(backend, after: statements) == .unreadableVersion)
    }

    @Test(arguments: Backend.lasting)
    func `a database of another program is left alone`(_ backend: Backend) async throws {
        #expect(try await reopening(backend, after: "DROP TABLE schema_migration") == .foreignDatabase)
    }

    @Test(arguments: Backend.lasting)
    func `a migration that fails half-way leaves no trace`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let store = try await place.open()
            await store.close()
            // As if the third migration had not run, and something were in the way of its second table.
            try place.tamper(
                """
                \(Self.undoneSinceVisitors)
                DROP TABLE revision; DROP TABLE article; DROP TABLE article_vector; DROP TABLE snapshot;
                DELETE FROM schema_migration WHERE number >= 3; CREATE TABLE revision (id BIGINT);
                """)
            await #expect(throws: StoreError.migrationFailed(number: 3)) {
                try await place.open()
            }
            #expect(try place.tables().filter { ["article", "revision"].contains($0) } == ["revision"])
            try place.tamper("DROP TABLE revision")
            let healed = try await place.open()
            #expect(try await healed.revisions().isEmpty)
            await healed.close()
        }
    }

    @Test(arguments: Backend.lasting)
    func `the articles of an earlier release count as imported`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let article = Article(id: try #require(ArticleID("cart")), title: "The cart", markdown: "Text.")
            let store = try await place.open()
            _ = try await store.publish([article], atMilliseconds: 7)
            let before = try await store.states()
            await store.close()
            // As the release before left it.
            try place.tamper(
                """
                \(Self.undoneSinceVisitors)
                ALTER TABLE revision DROP COLUMN phrasings; ALTER TABLE revision DROP COLUMN source;
                ALTER TABLE article DROP COLUMN imported_hash;
                ALTER TABLE article DROP COLUMN imported_revision;
                ALTER TABLE article DROP COLUMN imported_at; ALTER TABLE article DROP COLUMN removed_at;
                DROP TABLE article_vector; DROP TABLE snapshot; DELETE FROM schema_migration WHERE number > 3;
                """)
            let again = try await place.open()
            #expect(try await again.states() == before)
            #expect(before.first?.lastImport?.atMilliseconds == 7)
            #expect(try await again.revisions().map(\.article) == [article])
            #expect(
                try await again.publish([article], atMilliseconds: 8)
                    == PublishReport(unchanged: [article.id]))
            await again.close()
        }
    }

    @Test(arguments: Backend.lasting)
    func `two who open a new database at the same time both get it`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let epochs = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 1...4 {
                    group.addTask {
                        let store = try await place.open(.testing(epoch: "epoch-\(number)"))
                        await store.close()
                        return store.epoch
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(epochs.count == 1)
        }
    }

    @Test(arguments: Backend.lasting)
    func `a database that was somebody else's from the start is refused and not touched`(
        _ backend: Backend
    ) async throws {
        try await backend.withPlace { place in
            try place.tamper("CREATE TABLE customers (id BIGINT)")
            await #expect(throws: StoreError.foreignDatabase) { try await place.open() }
            #expect(try place.tables() == ["customers"])
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
        DROP INDEX event_consent; DROP TABLE expectation; DROP TABLE phrasing;
        DROP TABLE escalation; DROP TABLE escalation_vector; DROP TABLE gap;
        DROP TABLE page_visit; ALTER TABLE revision DROP COLUMN source_url;
        ALTER TABLE article DROP COLUMN imported_from;
        DROP TABLE outcome; DROP TABLE confidence_version; DROP TABLE unanswered_question;
        DROP TABLE node; DROP TABLE agent_presence; DROP INDEX event_by_commit;
        ALTER TABLE event DROP COLUMN txid;
        DROP TABLE visitor_profile; DROP TABLE audit_entry; DROP TABLE person_totp; DROP TABLE recovery_code;
        DROP TABLE setting_value; DROP TABLE change_counter; DROP TABLE mail_progress;
        ALTER TABLE person DROP COLUMN last_seen_at; ALTER TABLE session DROP COLUMN address;
        ALTER TABLE session DROP COLUMN browser; ALTER TABLE session DROP COLUMN seen_at;
        DROP INDEX conversation_by_visitor; DROP INDEX event_assigned;
        ALTER TABLE conversation DROP COLUMN page_seq; ALTER TABLE conversation DROP COLUMN pages;
        """
}
