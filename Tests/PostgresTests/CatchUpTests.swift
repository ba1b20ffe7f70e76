import Conversations
import Storage
import Testing

@Suite struct CatchUpTests {
    @Test func `what stands behind a transaction that is still running is found by whoever looks once`()
        async throws
    {
        try await withDatabase { address in
            let store = try await Store.open(.postgres(address), options: .testing())
            try await Visitor(store, 1).send("message-0")
            let other = try PostgresConnection.open(address)
            try other.execute("BEGIN", [])
            _ = try other.query("SELECT pg_current_xact_id()::text", []) { $0[0] }
            let end = try await store.logEnd()
            try await Visitor(store, 2).send("message-0")
            #expect(try await store.tail(after: end, limit: 10).isEmpty)
            let advanced = try await store.advanced(since: end, limit: 10)
            #expect(advanced.map(\.value) == ["conversation-2"])
            try other.execute("ROLLBACK", [])
            other.close()
            await store.close()
        }
    }
}
