/// One PostgreSQL for all tests of this process, started by `script/postgres` when the first one asks.
///
/// The script ends the server when its standard input ends, and that is when this process does.
package actor PostgresServer {
    package static let shared = PostgresServer()

    /// Why there is no server or no database, and what to do.
    package struct Failed: Error, CustomStringConvertible {
        package let description: String

        static let start = Failed(
            description: "PostgreSQL for tests did not start (its words are above): "
                + "script/setup --tests installs it, and script/postgres starts one by hand.")
        static let database = Failed(description: "PostgreSQL for tests gave no database: see above.")
    }

    /// Each holds a handful of connections.
    private static let databasesInUseMax = 24

    private var script: PostgresScript?
    private var databasesInUse = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// The address of a fresh database, `postgres://...`; it dies with the server, or before by `drop`.
    package func database() async throws -> String {
        let script = try running()
        guard await script.address() != nil else { throw Failed.start }
        let answer = await script.answer(to: "database")
        guard let answer, answer.hasPrefix("postgres://") else { throw Failed.database }
        return answer
    }

    /// Drops a database that `database` gave, whoever still uses it.
    package func drop(_ address: String) async throws {
        guard let name = address.split(separator: "/").last else { return }
        _ = try await running().answer(to: "drop \(name)")
    }

    private func running() throws -> PostgresScript {
        if let script { return script }
        let started = try PostgresScript()
        script = started
        return started
    }

    func enter() async {
        guard databasesInUse >= Self.databasesInUseMax else {
            databasesInUse += 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Whoever waits longest takes the place over.
    func leave() {
        if waiting.isEmpty { databasesInUse -= 1 } else { waiting.removeFirst().resume() }
    }
}
