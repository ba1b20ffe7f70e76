package import Storage

extension PostgresServer {
    /// A fresh database that dies with the server.
    package static func lease() async throws -> PostgresAddress {
        guard let address = PostgresAddress(try await shared.database()) else { throw Failed.database }
        return address
    }

    /// Gives `body` a fresh database and drops it afterwards. So many at a time that the server is not
    /// asked for more connections than it has.
    package nonisolated func withDatabase<Outcome>(
        _ body: (PostgresAddress) async throws -> Outcome
    ) async throws -> Outcome {
        await enter()
        do {
            let outcome = try await withLease(body)
            await leave()
            return outcome
        } catch {
            await leave()
            throw error
        }
    }

    private nonisolated func withLease<Outcome>(
        _ body: (PostgresAddress) async throws -> Outcome
    ) async throws -> Outcome {
        let address = try await Self.lease()
        do {
            let outcome = try await body(address)
            try await drop(address.url)
            return outcome
        } catch {
            try? await drop(address.url)
            throw error
        }
    }
}
