package import BatonServer
import Foundation
package import Storage

/// Two servers in this process on one PostgreSQL database, as two machines would be.
package struct TwoServers: Sendable {
    package let first: TestServer
    package let second: TestServer
    package let database: PostgresAddress

    /// Starts both, runs `body`, stops them.
    ///
    /// - Parameter adjust: replaces the time or the answerer; called for each, the first one first.
    package static func run(
        adjust: @escaping @Sendable (inout Baton.Surroundings) -> Void = { _ in },
        _ body: @escaping @Sendable (TwoServers) async throws -> Void
    ) async throws {
        let url = try await PostgresServer.shared.database()
        guard let address = PostgresAddress(url) else { throw PostgresServer.Failed.database }
        // Nodes of one database have the same key in their folders.
        let data = FileManager.default.temporaryDirectory.appending(path: "baton-" + UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: data) }
        let flags = ["--data", data]
        try await TestServer.run(
            flags: flags,
            adjust: { surroundings in
                surroundings.location = .postgres(address)
                adjust(&surroundings)
            }
        ) { first in
            try await TestServer.run(
                flags: flags,
                adjust: { surroundings in
                    surroundings.location = .postgres(address)
                    adjust(&surroundings)
                }
            ) { second in
                let servers = TwoServers(first: first, second: second, database: address)
                try await servers.areAcquainted()
                try await body(servers)
            }
        }
        try await PostgresServer.shared.drop(url)
    }

    /// Ends the sessions through which the servers hear each other; they connect again by themselves.
    package func cutListeners() async throws {
        let connection = try PostgresConnection.open(database)
        defer { connection.close() }
        _ = try connection.query(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'baton listener'
            """, []
        ) { $0[0] }
    }

    /// Returns once each has seen the other, so that a test does not race with the start.
    private func areAcquainted() async throws {
        try await eventually {
            first.baton.isListening && second.baton.isListening && !first.baton.isAlone
                && !second.baton.isAlone ? () : nil
        }
    }
}
