import Conversations
import Foundation
import Handoff
import Storage
import Testing

@Suite struct DurabilityTests {
    @Test func `a file is committed down to the disk`() async throws {
        try await Backend.file.withStore { store in
            let durability = try await store.durability()
            #expect(durability == Durability(journal: "wal", synchronous: "2"))
        }
    }

    @Test func `only the owner may read the files`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing(isExclusive: true))
            try await Desk(store).send("message-1")
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            await store.close()
        }
    }

    @Test(arguments: [Backend.file, .memory])
    func `a store that is full refuses appends, still reads, and goes on once there is space`(
        _ backend: Backend
    ) async throws {
        try await backend.withStore { store in
            let desk = try Desk(store)
            try await desk.send("message-first", "kept")
            try await store.limit(pagesMax: 60)
            var stored = 0
            let refusal = await #expect(throws: JournalError.self) {
                while stored < 1000 {
                    try await desk.send("message-\(stored)", String(repeating: "x", count: 4000))
                    stored += 1
                }
            }
            #expect(refusal == .unavailable(.diskFull))
            #expect(stored < 1000)
            await #expect(throws: JournalError.unavailable(.diskFull)) { try await store.checkWritable() }
            #expect(try await desk.existing().seq == 2 + stored)
            #expect(try await desk.events().count == 2 + stored)
            #expect(try await store.page(.all, after: nil, limit: 9).rows.count == 1)

            try await store.limit(pagesMax: 10_000)
            try await store.checkWritable()
            #expect(try await desk.send("message-after").isRepeat == false)
            #expect(try await store.verifyReadModels() == [])
        }
    }

    @Test func `a file that another process holds is refused in time and taken up again`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing(busyMilliseconds: 50))
            let desk = try Desk(store)
            try await desk.send("message-1")
            let change = try await desk.change("message-2", "waits")
            let other = try folder.connection()
            try other.script("BEGIN EXCLUSIVE")
            await #expect(throws: JournalError.unavailable(.locked)) { try await store.append(change) }
            await #expect(throws: JournalError.unavailable(.locked)) { try await store.checkWritable() }
            #expect(try await desk.events().count == 2)
            try other.script("ROLLBACK")
            #expect(try await store.append(change).seq == 3)
            await store.close()
        }
    }

    @Test func `everything acknowledged survives an unclean end`() async throws {
        try await withFolder { folder in
            let store = try await Store.open(.file(folder.database), options: .testing())
            let acknowledged = try await withThrowingTaskGroup(of: Receipt.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try await Desk(store, conversation: "conversation-\(number)").send("message-1")
                    }
                }
                return try await group.reduce(into: 0) { count, _ in count += 1 }
            }
            // The files as a crash would leave them: nothing was closed and nothing moved out of the log.
            let crashed = folder.path("crashed.db")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.database + suffix, toPath: crashed + suffix)
            }
            let recovered = try await Store.open(.file(crashed), options: .testing(epoch: "epoch-2"))
            #expect(try await recovered.page(.all, after: nil, limit: 200).rows.count == acknowledged)
            #expect(try await recovered.verifyReadModels() == [])
            #expect(recovered.epoch == store.epoch)
            await recovered.close()
            await store.close()
        }
    }

    @Test(arguments: Backend.lasting)
    func `a failing transaction leaves no half of a change`(_ backend: Backend) async throws {
        try await backend.withPlace { place in
            let store = try await place.open()
            let desk = try Desk(store)
            try await desk.send("message-1")
            // The row that the next event would take: the change fails after its head was moved.
            let other = try place.connection()
            try other.script(
                """
                INSERT INTO event (site, stream, seq, type, v, at, actor, readership, body)
                VALUES (1, 'conversation-1', 3, 'resolved', 1, 5, 'system', 0, '{}')
                """)
            await #expect(throws: JournalError.unavailable(.failed)) { try await desk.send("message-2") }
            try other.script("DELETE FROM event WHERE seq = 3")
            #expect(try await desk.existing().seq == 2)
            #expect(try await store.verifyReadModels() == [])
            #expect(try await desk.send("message-2").seq == 3)
            await store.close()
        }
    }
}
