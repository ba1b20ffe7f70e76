import BatonTesting
import Testing

/// The tests' own PostgreSQL; that many of them need it is no reason to trust it.
@Suite struct PostgresScriptTests {
    @Test func `every lease is a database of its own`() async throws {
        async let first = PostgresServer.shared.database()
        async let second = PostgresServer.shared.database()
        let (one, other) = try await (first, second)
        #expect(one != other)
        #expect(one.hasPrefix("postgres://baton@127.0.0.1:"))
        try await PostgresServer.shared.drop(one)
        try await PostgresServer.shared.drop(other)
    }

    @Test func `a server can be stopped and started again at the same address`() async throws {
        let script = try PostgresScript(["--conf", "max_connections=20"])
        let address = try #require(await script.address())
        #expect(await script.answer(to: "stop") == "stopped")
        #expect(await script.answer(to: "database") == "failed")
        #expect(await script.answer(to: "start") == "started")
        let database = try #require(await script.answer(to: "database"))
        #expect(database.hasPrefix(address.prefix { $0 != "/" }))
        #expect(await script.answer(to: "kill") == "killed")
        #expect(await script.answer(to: "start") == "started")
    }

    @Test func `a server that cannot start says so instead of waiting`() async throws {
        let script = try PostgresScript(["--conf", "no_such_setting=1"])
        #expect(await script.address() == nil)
        #expect(await script.answer(to: "database") == nil)
    }
}
