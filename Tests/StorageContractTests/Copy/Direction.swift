import Foundation
import Storage
import Testing

extension Backend {
    /// An empty database that nobody has opened, cleared away afterwards.
    func withLocation(_ body: @Sendable (StoreLocation) async throws -> Void) async throws {
        try await withPlace { try await body($0.location) }
    }
}

/// From where to where.
struct Direction: Sendable, CustomTestStringConvertible {
    let from: Backend
    let to: Backend

    static let all = Backend.lasting.flatMap { from in
        Backend.lasting.map { Direction(from: from, to: $0) }
    }

    var testDescription: String { "\(from.rawValue) to \(to.rawValue)" }

    func withLocations(
        _ body: @Sendable (_ source: StoreLocation, _ target: StoreLocation) async throws -> Void
    ) async throws {
        try await from.withLocation { source in
            try await to.withLocation { target in try await body(source, target) }
        }
    }
}

extension StoreLocation {
    /// A connection of somebody else's.
    func connection() throws -> any SQL {
        switch self {
        case .file(let path): try SQLiteConnection(path: path, busyMilliseconds: 5000)
        case .memory: try SQLiteConnection(path: ":memory:", busyMilliseconds: 0)
        case .postgres(let address): try PostgresConnection.open(address)
        }
    }

    /// Runs statements behind the store's back.
    func tamper(_ statements: String) throws { try connection().script(statements) }

    func count(_ table: String) throws -> Int {
        try connection().query("SELECT * FROM \(table)", []) { _ in () }.count
    }

    func withStore<Result>(
        epoch: String = "epoch-1", _ body: (Store) async throws -> Result
    ) async throws -> Result {
        let store = try await Store.open(self, options: .testing(epoch: epoch))
        do {
            let result = try await body(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}

extension Copy.Options {
    /// At a moment when nobody in the tests has been seen for long.
    static let testing = Copy.Options(newEpoch: "epoch-copy", nowMilliseconds: 2_000_000_000_000)
}
