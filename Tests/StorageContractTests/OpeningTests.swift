import Conversations
import Foundation
import Storage
import Testing

@Suite struct OpeningTests {
    @Test(arguments: Backend.lasting)
    func `data, epoch and secrets are the same after a restart`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let first = try await place.open(.testing(epoch: "epoch-1"))
            let receipt = try await Desk(first).send("message-1")
            #expect(try await first.secret("visitor") { "secret-1" } == "secret-1")
            await first.close()

            let second = try await place.open(.testing(epoch: "epoch-2"))
            #expect(second.epoch == "epoch-1")
            #expect(try await second.secret("visitor") { "secret-2" } == "secret-1")
            #expect(try await second.secret("other") { "secret-3" } == "secret-3")
            #expect(try await Desk(second).existing().seq == receipt.seq)
            await second.close()
        }
    }

    @Test func `a second server on the same SQLite file is refused and a tool is not`() async throws {
        try await withFolder { folder in
            let location = StoreLocation.file(folder.database)
            let server = try await Store.open(location, options: .testing(isExclusive: true))
            await #expect(throws: StoreError.inUse(path: folder.database)) {
                try await Store.open(location, options: .testing(isExclusive: true))
            }
            let tool = try await Store.open(location, options: .testing())
            try await Desk(tool).send("message-1")
            #expect(try await Desk(server).existing().seq == 2)
            await tool.close()
            await server.close()

            let next = try await Store.open(location, options: .testing(isExclusive: true))
            #expect(try await Desk(next).existing().seq == 2)
            await next.close()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a store that is let go without closing frees its file`() async throws {
        try await withFolder { folder in
            let location = StoreLocation.file(folder.database)
            do {
                _ = try await Store.open(location, options: .testing(isExclusive: true))
            }
            // Its threads end by themselves; until then the file is in use.
            while true {
                do throws(StoreError) {
                    let next = try await Store.open(location, options: .testing(isExclusive: true))
                    await next.close()
                    return
                } catch {
                    try #require(error == .inUse(path: folder.database))
                }
            }
        }
    }

    @Test func `closing leaves one file to back up`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            try await Desk(store).send("message-1")
            await store.close()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["baton.db"])
        }
    }

    @Test func `a path that cannot hold a database is a clear error`() async throws {
        try await withFolder { folder in
            let missing = folder.path("missing/baton.db")
            await #expect(throws: StoreError.folderMissing(path: missing)) {
                try await Store.open(.file(missing), options: .testing())
            }
            await #expect(throws: StoreError.cannotOpen(path: folder.url.path)) {
                try await Store.open(.file(folder.url.path), options: .testing())
            }
            let text = folder.path("notes.txt")
            try String(repeating: "not a database\n", count: 100).write(
                toFile: text, atomically: true, encoding: .utf8)
            await #expect(throws: StoreError.notADatabase(path: text)) {
                try await Store.open(.file(text), options: .testing())
            }
        }
    }

    @Test func `a full disk and a locked file are named when opening`() async throws {
        try await withFolder { folder in
            await #expect(throws: StoreError.diskFull) {
                try await Store.open(.file(folder.path("small.db")), options: .testing(pagesMax: 4))
            }
            let store = try await Store.open(.file(folder.database), options: .testing())
            await store.close()
            let other = try folder.connection()
            try other.script("BEGIN IMMEDIATE")
            await #expect(throws: StoreError.locked) {
                try await Store.open(.file(folder.database), options: .testing(busyMilliseconds: 50))
            }
            try other.script("ROLLBACK")
        }
    }
}
