import Conversations
import Foundation
import Storage
import Testing

@Suite struct BackupTests {
    private func seqs(_ path: String) async throws -> [Int] {
        let store = try await Store.open(.file(path), options: .testing())
        let desk = try Desk(store)
        let events = try await store.events(
            of: desk.conversation, after: 0, limit: 10_000, in: .system(reason: "test"))
        await store.close()
        return events.map(\.event.seq)
    }

    @Test func `a backup of a store that is being written holds all that was acknowledged before`()
        async throws
    {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing(isExclusive: true))
            let desk = try Desk(store)
            try await desk.send("message-first")
            async let writing: Void = {
                for number in 0..<300 { try await desk.send("message-\(number)-x") }
            }()
            for _ in 0..<5 {
                let before = try #require(try await desk.state()).seq
                let made = try await Backup.make(
                    of: folder.database, to: folder.path("copy.db"), replacing: true)
                #expect(made.conversations == 1 && made.bytes > 0)
                let copied = try await seqs(folder.path("copy.db"))
                #expect(copied.count >= before && copied == Array(1...copied.count))
            }
            try await writing
            await store.close()
        }
    }

    @Test func `a backup is its owner's alone, and replaces nothing without being told`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let file = folder.path("copy.db")
            _ = try await Backup.make(of: folder.database, to: file, replacing: false)
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            await #expect(throws: BackupFailure.exists(path: file)) {
                try await Backup.make(of: folder.database, to: file, replacing: false)
            }
            await #expect(throws: BackupFailure.folderMissing(path: folder.path("none"))) {
                try await Backup.make(of: folder.database, to: folder.path("none/x.db"), replacing: false)
            }
            await #expect(throws: BackupFailure.nothingThere(path: folder.path("no.db"))) {
                try await Backup.make(of: folder.path("no.db"), to: folder.path("y.db"), replacing: false)
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            #expect(!left.contains { $0.contains("unfinished") })
            await store.close()
        }
    }

    @Test func `restoring brings back the backup with a new epoch and keeps what was there`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let desk = try Desk(store)
            try await desk.send("message-1")
            _ = try await Backup.make(of: folder.database, to: folder.path("copy.db"), replacing: false)
            try await desk.send("message-2")
            await store.close()
            let restored = try await Restore.run(
                folder.path("copy.db"), into: folder.database, stamp: "now", newEpoch: "epoch-2")
            #expect(restored.conversations == 1)
            #expect(try await seqs(folder.database) == [1, 2])
            #expect(try await seqs(try #require(restored.keptAt)) == [1, 2, 3])
            let again = try await Store.open(.file(folder.database), options: .testing())
            #expect(again.epoch == "epoch-2")
            await again.close()
            #expect(try await seqs(folder.path("copy.db")) == [1, 2])
        }
    }

    @Test func `the log of a killed server stays with the database that it belongs to`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let desk = try Desk(store)
            try await desk.send("message-1")
            _ = try await Backup.make(of: folder.database, to: folder.path("copy.db"), replacing: false)
            try await desk.send("message-2")
            // As a killed process leaves them: the last message is in the log alone.
            let killed = folder.path("killed.db")
            for end in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.database + end, toPath: killed + end)
            }
            await store.close()
            let restored = try await Restore.run(
                folder.path("copy.db"), into: killed, stamp: "now", newEpoch: "epoch-2")
            #expect(try await seqs(killed) == [1, 2])
            #expect(try await seqs(try #require(restored.keptAt)) == [1, 2, 3])
        }
    }

    @Test func `nothing is restored under a running server`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing(isExclusive: true))
            _ = try await Backup.make(of: folder.database, to: folder.path("copy.db"), replacing: false)
            await #expect(throws: BackupFailure.inUse(path: folder.database)) {
                try await Restore.run(
                    folder.path("copy.db"), into: folder.database, stamp: "now", newEpoch: "epoch-2")
            }
            await store.close()
        }
    }

    @Test(arguments: ["", "this is no database", "SQLite format 3\u{0}"])
    func `what is no backup changes nothing`(_ content: String) async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let desk = try Desk(store)
            try await desk.send("message-1")
            await store.close()
            let file = folder.path("copy.db")
            try Data(content.utf8).write(to: URL(filePath: file))
            await #expect(throws: BackupFailure.self) {
                try await Restore.run(file, into: folder.database, stamp: "now", newEpoch: "epoch-2")
            }
            #expect(try await seqs(folder.database) == [1, 2])
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            #expect(!left.contains { $0.contains("restoring") || $0.contains("before") })
        }
    }

    @Test func `a backup with a bad page, or whose rows were tampered with, is refused`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let desk = try Desk(store)
            for number in 0..<40 { try await desk.send("message-\(number)-x") }
            await store.close()
            try folder.tamper("UPDATE conversation SET visitor_seq = 1")
            await #expect(throws: BackupFailure.differs(path: folder.database)) {
                try await Backup.make(of: folder.database, to: folder.path("copy.db"), replacing: false)
            }
            var bytes = try Data(contentsOf: URL(filePath: folder.database))
            for index in (bytes.count / 2)..<(bytes.count / 2 + 9000) { bytes[index] = 0x55 }
            try bytes.write(to: URL(filePath: folder.path("bad.db")))
            await #expect(throws: BackupFailure.self) {
                try await Restore.run(
                    folder.path("bad.db"), into: folder.path("new.db"), stamp: "now", newEpoch: "epoch-2")
            }
        }
    }
}
